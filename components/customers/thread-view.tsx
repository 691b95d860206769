import type { Thread } from "@/lib/customers/thread";
import { count } from "@/lib/format/count";
import { ThreadEntry } from "./thread-entry";

/** What was said and noted, oldest first; of a long thread the newest part. */
export function ThreadView({ thread: { entries, earlier } }: { thread: Thread }) {
  if (entries.length === 0) return <p className="text-sm text-quiet">Nothing was written here.</p>;
  return (
    <>
      {earlier > 0 ? (
        <p className="mb-3 text-sm text-quiet">
          {count(earlier, "earlier entry is", "earlier entries are")} not shown here. The export has everything.
        </p>
      ) : null}
      <ol className="space-y-3">
        {entries.map((entry) => (
          <ThreadEntry key={entry.id} entry={entry} />
        ))}
      </ol>
    </>
  );
}

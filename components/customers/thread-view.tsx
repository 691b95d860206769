import { Lock } from "lucide-react";
import { Amount } from "@/components/ui/amount";
import { Disclosure } from "@/components/ui/disclosure";
import { Isolated } from "@/components/ui/isolated";
import { Timestamp } from "@/components/ui/timestamp";
import type { Entry, Thread } from "@/lib/customers/thread";
import { describeValue } from "@/lib/format/describe-value";
import { CutText } from "./long-text";

/** Hydra's colors: teal for replies of teammates, amber for internal notes. */
const styles: Record<string, { label: string; box: string; ink: string }> = {
  user: { label: "Customer", box: "bg-raised", ink: "text-ink" },
  assistant: { label: "Bot", box: "border border-line", ink: "text-ink" },
  tool: { label: "Tool", box: "border border-dashed border-edge font-mono", ink: "text-quiet" },
  reply: { label: "Reply", box: "bg-reply-soft", ink: "text-reply-ink" },
  note: { label: "Internal note", box: "bg-note-soft", ink: "text-note-ink" },
};

/** A longer thread shows how it begins and how it ends; what is between is behind a disclosure. */
const maxOpenEntries = 8;
const firstEntries = 3;
const lastEntries = 3;

const earlierEntries = { one: "earlier entry isn’t", many: "earlier entries aren’t" };

/** The newest messages, replies and notes of a conversation or ticket, oldest first. @param label "ticket 92f7b29a" */
export function ThreadView({ thread: { entries, total }, label }: { thread: Thread; label: string }) {
  if (total.rows === 0) return <p className="text-sm text-quiet">No messages.</p>;
  const earlier = total.rows - entries.length;
  return (
    <>
      {earlier > 0 ? (
        <p className="mb-3 text-sm text-quiet">
          {total.more ? "More than " : ""}
          <Amount value={earlier} unit={earlierEntries} /> shown here. The export includes all of them.
        </p>
      ) : null}
      {entries.length <= maxOpenEntries ? (
        <Entries entries={entries} />
      ) : (
        <div className="space-y-3">
          <Entries entries={entries.slice(0, firstEntries)} />
          <Disclosure
            title={
              <>
                Show <Amount value={entries.length - firstEntries - lastEntries} /> more
                <span className="sr-only"> entries of {label}</span>
              </>
            }
          >
            <Entries entries={entries.slice(firstEntries, -lastEntries)} />
          </Disclosure>
          <Entries entries={entries.slice(-lastEntries)} />
        </div>
      )}
    </>
  );
}

function Entries({ entries }: { entries: Entry[] }) {
  return (
    <ol className="space-y-3">
      {entries.map((entry) => (
        <ThreadEntry key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function ThreadEntry({ entry: { kind, author, text, bytes, createdAt } }: { entry: Entry }) {
  const { label, box, ink } = describeValue(styles, kind, (words) => ({
    label: words,
    box: "border border-line",
    ink: "text-quiet",
  }));
  return (
    <li data-kind={kind} className={`rounded-lg px-3 py-2 text-sm ${box}`}>
      <p className={`mb-0.5 flex flex-wrap items-center gap-x-2 font-sans text-xs ${ink}`}>
        {kind === "note" ? <Lock className="size-3.5 shrink-0" aria-hidden="true" /> : null}
        <span className="font-semibold">{label}</span>
        {author ? <Isolated>{author}</Isolated> : null}
        <Timestamp at={createdAt} />
      </p>
      <CutText text={text} bytes={bytes} limit={1_500} />
    </li>
  );
}

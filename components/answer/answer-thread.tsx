import { CutText } from "@/components/customers/long-text";
import { Badge } from "@/components/ui/badge";
import { Isolated } from "@/components/ui/isolated";
import { Timestamp } from "@/components/ui/timestamp";
import type { Entry } from "@/lib/customers/thread";
import { LeaveOutButton } from "./leave-out-button";
import { type Look, Marks } from "./marks";

type Props = {
  entries: Entry[];
  look: Look;
  /** Characters of a text that are shown; all that were read by default. */
  maxLength?: number;
};

/** Entries of a thread as the person will read them, with what needs a look and buttons that leave it out. */
export function AnswerThread({ entries, look, maxLength }: Props) {
  return (
    <ol className="space-y-3">
      {entries.map((entry) => (
        <PreviewEntry key={entry.id} entry={entry} look={look} maxLength={maxLength} />
      ))}
    </ol>
  );
}

function PreviewEntry({ entry, look, maxLength }: Omit<Props, "entries"> & { entry: Entry }) {
  const { id, kind, author, text, bytes, createdAt } = entry;
  const { redactor, marks } = look;
  const shown = redactor.leavesOut(id) ? null : redactor.uncounted(text);
  const visible = shown?.slice(0, maxLength).toWellFormed() ?? null;
  const isCut = bytes > Buffer.byteLength(text) || visible !== shown;
  return (
    <li className={`rounded-lg border border-line px-3 py-2 text-sm ${kind === "note" ? "bg-note-soft" : ""}`}>
      <p className="mb-0.5 flex flex-wrap items-center gap-x-2 text-xs text-quiet">
        {kind === "note" ? <Badge variant="outline">Internal note</Badge> : null}
        {author ? (
          <Isolated>{redactor.writer(author)}</Isolated>
        ) : (
          <span>{kind === "user" ? "The person" : "Bot"}</span>
        )}
        <Timestamp at={createdAt} />
      </p>
      {shown === null ? (
        <p className="text-quiet">[left out]</p>
      ) : (
        <>
          <CutText text={visible} bytes={isCut ? bytes : null} limit={1_500} />
          <p className="mt-2 flex flex-wrap items-center gap-1.5">
            <Marks marks={marks.of(shown)} />
            <LeaveOutButton entry={`message:${id}`}>
              Leave out this {kind === "note" ? "note" : "message"}
              <span className="sr-only"> {id.slice(0, 8)}</span>
            </LeaveOutButton>
          </p>
        </>
      )}
    </li>
  );
}

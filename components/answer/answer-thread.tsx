import { CutText } from "@/components/customers/long-text";
import { Amount } from "@/components/ui/amount";
import { Badge } from "@/components/ui/badge";
import { Isolated } from "@/components/ui/isolated";
import { Timestamp } from "@/components/ui/timestamp";
import type { Entry, Thread } from "@/lib/customers/thread";
import { findMarks } from "@/lib/exports/redaction/find-marks";
import type { Redactor } from "@/lib/exports/redaction/redactor";
import { LeaveOutButton } from "./leave-out-button";

type Props = { thread: Thread; own: (string | null)[]; redactor: Redactor };

const earlierEntries = { one: "earlier entry isn’t", many: "earlier entries aren’t" };
const markLabels = { email: "Email address", phone: "Telephone number" };

/** The newest entries of a thread as the person will read them, with what needs a look and buttons that leave it out. */
export function AnswerThread({ thread: { entries, total }, own, redactor }: Props) {
  const earlier = total.rows - entries.length;
  return (
    <>
      {earlier > 0 ? (
        <p className="mb-3 text-sm text-quiet">
          {total.more ? "More than " : ""}
          <Amount value={earlier} unit={earlierEntries} /> shown here. The answer includes all of them, and leaves the
          same texts out of them.
        </p>
      ) : null}
      <ol className="space-y-3">
        {entries.map((entry) => (
          <PreviewEntry key={entry.id} entry={entry} own={own} redactor={redactor} />
        ))}
      </ol>
    </>
  );
}

function PreviewEntry({ entry, own, redactor }: { entry: Entry; own: Props["own"]; redactor: Redactor }) {
  const { id, kind, author, text, bytes, createdAt } = entry;
  const isLeftOut = redactor.leavesOut(id);
  const shown = isLeftOut ? null : redactor.uncounted(text);
  const isCut = bytes > Buffer.byteLength(text);
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
          <CutText text={shown} bytes={isCut ? bytes : null} limit={1_500} />
          <p className="mt-2 flex flex-wrap items-center gap-1.5">
            {findMarks(shown, own).map(({ kind: mark, value }) => (
              <span
                key={value}
                className="inline-flex flex-wrap items-center gap-1.5 rounded-md bg-note-soft px-1.5 py-0.5 text-xs text-note-ink"
              >
                {markLabels[mark]} <Isolated className="font-medium">{value}</Isolated>
                <LeaveOutButton entry={`value:${value}`}>
                  Leave out<span className="sr-only"> {value}</span>
                </LeaveOutButton>
              </span>
            ))}
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

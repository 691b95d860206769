import { Isolated } from "@/components/ui/isolated";
import type { TextMark, TextMarks } from "@/lib/answer/mark-texts";
import type { Redactor } from "@/lib/exports/redaction/redactor";
import { LeaveOutButton } from "./leave-out-button";

/** What a preview is looked at with, before it is known who is named in its texts. */
export type PreviewLook = {
  own: (string | null)[];
  redactor: Redactor;
  /** The contact and the other records of the answer. */
  contacts: string[];
};

/** What the texts of a preview are shown with. */
export type Look = { redactor: Redactor; marks: TextMarks };

const labels: Record<TextMark["kind"], string> = {
  email: "Email address",
  phone: "Telephone number",
  teammate: "Teammate",
  contact: "Another contact",
};

/** What in a text may be somebody else's, with buttons that leave it out. */
export function Marks({ marks }: { marks: readonly TextMark[] }) {
  return marks.map(({ kind, value }) => (
    <span
      key={`${kind} ${value}`}
      className="inline-flex flex-wrap items-center gap-1.5 rounded-md bg-note-soft px-1.5 py-0.5 text-xs text-note-ink"
    >
      {labels[kind]} <Isolated className="font-medium">{value}</Isolated>
      <LeaveOutButton entry={`${kind === "teammate" || kind === "contact" ? "name" : "value"}:${value}`}>
        Leave out<span className="sr-only"> {value}</span>
      </LeaveOutButton>
    </span>
  ));
}

/** Says that the page has no room for all marks. */
export function MarksCut({ isCut }: { isCut: boolean }) {
  return isCut ? (
    <p className="text-sm text-note-ink">
      Not everything is marked: there is more here than a page can show. Look at conversations page by page.
    </p>
  ) : null;
}

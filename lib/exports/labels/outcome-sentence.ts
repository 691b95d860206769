import { failureAdvice, failureReasons } from "@/lib/exports/failure-reasons";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { withoutBidiControls } from "@/lib/format/bidi";
import { partOfKind } from "./kind-labels";

type Ended = Pick<
  ExportRow,
  "kind" | "status" | "failure" | "started_at" | "remark_count" | "is_part" | "confirmation"
>;

/** Who cancelled an export, by name, and whether the reader can resume its download. */
type Context = { cancelledBy: string | undefined; isResumable: boolean };

/** How an export ended, in words, as its receipt says it, and what to do about it where the reader cannot resume the download. */
export function outcomeSentence(row: Ended, { cancelledBy, isResumable }: Context): string {
  const { status, failure, started_at, confirmation } = row;
  const incomplete = started_at ? "The file is incomplete and can’t be used." : "No file was sent.";
  switch (status) {
    case "pending":
      return "The download hasn’t started yet.";
    case "running":
      return "This export is still running. The numbers below are what has been sent so far. They are final when it has ended.";
    case "completed":
      return confirmation === "confirmed"
        ? completedSentence(row)
        : "Whoever downloaded the file recorded that it is complete.";
    case "cancelled":
      return `${cancelledBy ? `Cancelled by ${withoutBidiControls(cancelledBy)}.` : "It was cancelled."} ${incomplete}`;
    case "expired":
      return "The download never started. No file was sent.";
    case "failed":
    case "interrupted":
      if (isResumable && failure) return `${failureReasons[failure]} The file is incomplete.`;
      return failure
        ? `${failureReasons[failure]} ${incomplete} ${failureAdvice[failure]}`
        : `The download was interrupted. ${incomplete}`;
  }
}

function completedSentence({ kind, is_part, remark_count }: Ended): string {
  const file = is_part
    ? `The complete file was sent. It holds ${partOfKind(kind)}, named below under What.`
    : "The complete file was sent.";
  return remark_count ? `${file} Some records changed while it ran, see Remarks.` : file;
}

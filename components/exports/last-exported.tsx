import { Isolated } from "@/components/ui/isolated";
import { Timestamp } from "@/components/ui/timestamp";
import { failureReasons } from "@/lib/exports/failure-reasons";
import type { LastExport } from "@/lib/exports/queries/overview";
import { remarkCountText } from "@/lib/exports/queries/remark-count-text";
import { count } from "@/lib/format/count";

/** Statuses of which the user has at most a partial file. */
const incomplete: readonly LastExport["status"][] = ["failed", "interrupted", "cancelled"];

/** When something was last exported, by whom, and with which outcome. */
export function LastExported({ last }: { last: LastExport | null }) {
  if (!last) return "Never";
  return (
    <>
      <span className="block first-letter:uppercase">
        <Timestamp at={last.startedAt} dateStyle="relative" /> by <Isolated>{last.actorName}</Isolated>
      </span>
      <span className={`block text-sm ${incomplete.includes(last.status) ? "text-danger-ink" : "text-quiet"}`}>
        {outcomeText(last)}
      </span>
    </>
  );
}

function outcomeText({ status, rows, failure, confirmation, remarkCount }: LastExport): string {
  if (confirmation === "unconfirmed") return "Not confirmed by the server.";
  switch (status) {
    case "completed":
      return `Complete${remarkCount ? `, with ${remarkCountText(remarkCount)}` : ""}: ${count(rows, "row")}.`;
    case "running":
      return "In progress.";
    case "failed":
      return `Failed. ${failure ? failureReasons[failure] : ""} The file is incomplete. Export again.`;
    case "interrupted":
      return "The download was interrupted. The file is incomplete. Export again.";
    case "cancelled":
      return "Cancelled. The file is incomplete.";
    case "pending":
    case "expired":
      return "Never downloaded.";
  }
}

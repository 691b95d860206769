import { LocalTime } from "@/components/ui/local-time";
import type { LastExport } from "@/lib/exports/queries/overview";
import { count } from "@/lib/format/count";

/** Outcomes that left somebody with half a file. */
const broken: readonly LastExport["status"][] = ["failed", "interrupted", "cancelled"];

/** When this was last exported, by whom, and whether the file arrived whole. */
export function LastExported({ last }: { last: LastExport | null }) {
  if (!last) return "Never";
  return (
    <>
      <span className="block first-letter:uppercase">
        <LocalTime at={last.startedAt} /> by {last.actorName}
      </span>
      <span className={`block text-sm ${broken.includes(last.status) ? "text-danger-ink" : "text-quiet"}`}>
        {outcome(last)}
      </span>
    </>
  );
}

function outcome({ status, rows, failure }: LastExport): string {
  switch (status) {
    case "completed":
      return `Complete: ${count(rows, "row")}.`;
    case "running":
      return "In progress.";
    case "failed":
      return `It failed. ${failure ?? ""} The file is not complete: start again.`;
    case "interrupted":
      return "The download was broken off. The file is not complete: start again.";
    case "cancelled":
      return "It was cancelled. The file is not complete.";
    case "pending":
    case "expired":
      return "It was never downloaded.";
  }
}

import { LocalTime } from "@/components/local-time";
import type { LastExport } from "@/lib/exports/overview";
import { count } from "@/lib/format/count";

/** When this was last exported, by whom, and whether the file arrived whole. */
export function LastExported({ last }: { last: LastExport | null }) {
  if (!last) return "Never";
  return (
    <>
      <LocalTime at={last.startedAt} /> by {last.actorName}
      <span className="block text-sm text-quiet">{outcome(last)}</span>
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
      return `It failed${failure ? `: ${failure.replace(/\.$/, "")}` : ""}. The file is not complete: start again.`;
    case "interrupted":
      return "The download was broken off. The file is not complete: start again.";
    case "cancelled":
      return "It was cancelled. The file is not complete.";
    case "pending":
    case "expired":
      return "It was never downloaded.";
  }
}

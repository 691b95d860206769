import { failureReasons } from "@/lib/exports/failure-reasons";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { withoutBidiControls } from "@/lib/format/bidi";
import { remarkCountText } from "./remark-count-text";

type Outcome = { label: string; variant: "accent" | "success" | "danger" | "warning" | "outline" };

const outcomes: Record<ExportRow["status"], Outcome> = {
  pending: { label: "Waiting", variant: "outline" },
  running: { label: "Running", variant: "accent" },
  completed: { label: "Completed", variant: "success" },
  failed: { label: "Failed", variant: "danger" },
  interrupted: { label: "Interrupted", variant: "warning" },
  cancelled: { label: "Cancelled", variant: "warning" },
  expired: { label: "Never downloaded", variant: "outline" },
};

/** What a filter calls each status. */
export function statusLabel(status: ExportRow["status"]): string {
  return outcomes[status].label;
}

/** The badge of an export's status: "Completed, with 3 remarks". */
export function outcomeBadge(
  { status, remark_count }: Pick<ExportRow, "status" | "remark_count">,
  locale?: string,
): Outcome {
  if (status !== "completed" || !remark_count) return outcomes[status];
  return { label: `Completed, with ${remarkCountText(remark_count, locale)}`, variant: "warning" };
}

/**
 * Why an export has its status, as a sentence; empty when the badge says it all.
 * @param cancelledBy the name of the user who cancelled it
 */
export function outcomeReason(row: Pick<ExportRow, "status" | "failure">, cancelledBy?: string): string {
  switch (row.status) {
    case "pending":
      return "The download hasn’t started yet.";
    case "failed":
      return row.failure ? failureReasons[row.failure] : "";
    case "interrupted":
      return row.failure ? failureReasons[row.failure] : "The download was interrupted.";
    case "cancelled":
      return cancelledBy ? `Cancelled by ${withoutBidiControls(cancelledBy)}.` : "";
    case "running":
    case "completed":
    case "expired":
      return "";
  }
}

/** Whether the numbers of an export are the last that its server reported: it may have sent more before it learned of the end. */
export function isAtLeast(row: Pick<ExportRow, "status" | "failure" | "confirmation" | "started_at">): boolean {
  const endedByOthers = row.status === "cancelled" || row.failure === "server_lost";
  return endedByOthers && row.started_at !== null && row.confirmation !== "confirmed";
}

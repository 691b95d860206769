import type { ExportKind } from "@/lib/exports/kinds";
import type { ExportRow } from "@/lib/exports/queries/list-exports";

/** What a run is an export of, in the words of the pages. */
export const kindNames: Record<ExportKind, string> = {
  contacts: "Contacts",
  conversations: "Conversations",
  contact: "One contact",
  audit_log: "Audit log",
};

export type Outcome = ExportRow["status"];

/** The word for each outcome, and how its badge looks. */
export const outcomes: Record<Outcome, { word: string; look: string }> = {
  pending: { word: "Waiting", look: "text-quiet ring-1 ring-edge ring-inset" },
  running: { word: "Running", look: "bg-accent-soft text-accent-ink" },
  completed: { word: "Completed", look: "bg-reply-soft text-reply-ink" },
  failed: { word: "Failed", look: "bg-danger-soft text-danger-ink" },
  interrupted: { word: "Interrupted", look: "bg-note-soft text-note-ink" },
  cancelled: { word: "Cancelled", look: "bg-note-soft text-note-ink" },
  expired: { word: "Never downloaded", look: "text-quiet ring-1 ring-edge ring-inset" },
};

/**
 * What became of a run and why, in a sentence; empty when its badge says it all.
 * @param canceller the name of whoever cancelled it
 */
export function outcomeReason(run: Pick<ExportRow, "status" | "failure">, canceller?: string): string {
  switch (run.status) {
    case "pending":
      return "Its download has not begun.";
    case "failed":
      return run.failure ?? "";
    case "interrupted":
      return run.failure ?? "The download was broken off.";
    case "cancelled":
      return canceller ? `Cancelled by ${canceller}.` : "";
    case "running":
    case "completed":
    case "expired":
      return "";
  }
}

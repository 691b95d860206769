import type { ExportProgress } from "@/lib/exports/queries/export-progress";

/** An export of nine contacts that has just begun. */
export const runningExport: ExportProgress = {
  id: "a",
  kind: "contacts",
  format: "csv",
  part: false,
  includeNotes: true,
  actorName: "Adam Reyes",
  startedAt: "2026-11-25T10:00:00Z",
  status: "running",
  rowsWritten: 0,
  rowsTotal: 9,
  bytesWritten: 0,
  remarkCount: 0,
  cellsCut: null,
  confirmed: false,
  canResume: false,
  reason: "",
};

/** The same when it has ended. */
export const completedExport: ExportProgress = {
  ...runningExport,
  status: "completed",
  rowsWritten: 9,
  bytesWritten: 24_000,
  confirmed: true,
};

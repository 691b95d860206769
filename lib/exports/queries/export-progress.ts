import type { ExportFormat, ExportKind } from "@/lib/exports/kinds";
import type { ExportRow } from "./list-exports";

/** How far a running export is, as GET /api/exports/running says it. */
export type ExportProgress = {
  id: string;
  kind: ExportKind;
  format: ExportFormat;
  actorName: string;
  startedAt: string | null;
  rowsWritten: number;
  /** Null until they have been counted. */
  rowsTotal: number | null;
  bytesWritten: number;
};

/** What a page may know about a run while it runs. */
export function exportProgress(run: ExportRow): ExportProgress {
  return {
    id: run.id,
    kind: run.kind,
    format: run.format,
    actorName: run.actor_name,
    startedAt: run.started_at,
    rowsWritten: run.rows_written,
    rowsTotal: run.rows_total,
    bytesWritten: run.bytes_written,
  };
}

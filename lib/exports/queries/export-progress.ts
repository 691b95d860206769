import type { ExportFormat, ExportKind } from "@/lib/exports/kinds";
import type { ExportRow } from "./list-exports";

/** The progress of a running export, as in the response of GET /api/exports/running. */
export type ExportProgress = {
  id: string;
  kind: ExportKind;
  format: ExportFormat;
  /** Whether the file holds a part of the records. */
  part: boolean;
  actorName: string;
  startedAt: string | null;
  rowsWritten: number;
  /** Null until the rows are counted. */
  rowsTotal: number | null;
  bytesWritten: number;
};

export function exportProgress(row: ExportRow): ExportProgress {
  return {
    id: row.id,
    kind: row.kind,
    format: row.format,
    part: row.is_part,
    actorName: row.actor_name,
    startedAt: row.started_at,
    rowsWritten: row.rows_written,
    rowsTotal: row.rows_total,
    bytesWritten: row.bytes_written,
  };
}

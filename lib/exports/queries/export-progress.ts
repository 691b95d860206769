import { readAnswer } from "@/lib/exports/answer/answer";
import { failureAdvice, resumeAdvice } from "@/lib/exports/failure-reasons";
import type { ExportFormat, ExportKind } from "@/lib/exports/kinds";
import { outcomeReason } from "@/lib/exports/labels/outcome-labels";
import { canResume } from "./can-resume";
import type { ExportRow } from "./list-exports";

/** The progress or the outcome of an export, as in the response of GET /api/exports/running. */
export type ExportProgress = {
  id: string;
  kind: ExportKind;
  format: ExportFormat;
  /** Whether the file holds a part of the records. */
  part: boolean;
  /** Whether the file has internal notes, in kinds that have any. */
  includeNotes: boolean;
  actorName: string;
  startedAt: string | null;
  status: ExportRow["status"];
  rowsWritten: number;
  /** Null until the rows are counted. */
  rowsTotal: number | null;
  bytesWritten: number;
  /** How many records were moved, changed or deleted while it ran. */
  remarkCount: number;
  /** How many cells were cut for Excel, by type of record and column, as in `exports.cells_cut`; null for none. */
  cellsCut: ExportRow["cells_cut"];
  /** Whether the server signed its outcome. */
  confirmed: boolean;
  /** Whether its download was cut off and goes on when the user who started it asks for the rest. */
  canResume: boolean;
  /** Why it ended early and what to do about it, as sentences; empty otherwise. */
  reason: string;
};

export function exportProgress(row: ExportRow): ExportProgress {
  // A package with a password is encrypted anew each time.
  const isResumable = canResume(row, row.actor_id) && !readAnswer(row.answer)?.encrypted;
  const advice = row.failure && (isResumable ? resumeAdvice(row.failure) : failureAdvice[row.failure]);
  return {
    id: row.id,
    kind: row.kind,
    format: row.format,
    part: row.is_part,
    includeNotes: row.include_notes,
    actorName: row.actor_name,
    startedAt: row.started_at,
    status: row.status,
    rowsWritten: row.rows_written,
    rowsTotal: row.rows_total,
    bytesWritten: row.bytes_written,
    remarkCount: row.remark_count ?? 0,
    cellsCut: row.cells_cut,
    confirmed: row.confirmation === "confirmed",
    canResume: isResumable,
    reason: row.status === "pending" ? "" : [outcomeReason(row), advice].filter(Boolean).join(" "),
  };
}

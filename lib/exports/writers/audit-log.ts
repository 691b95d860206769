import type { Column } from "@/lib/exports/formats/csv";
import { formatTable, type TableFormat } from "@/lib/exports/formats/table";
import { formatWorkbook } from "@/lib/exports/formats/xlsx/workbook";
import { fetchRange } from "@/lib/exports/source/ranges";
import type { Chunk, OpenExport, Position } from "@/lib/exports/types";

/** The columns of an audit log file, in order: the whole entry, so that its hash can be recomputed. */
export const auditLogColumns: readonly Column[] = [
  { name: "id" },
  { name: "tenant_id" },
  { name: "seq", type: "integer" },
  { name: "created_at", type: "time" },
  { name: "actor_id" },
  { name: "actor_name" },
  { name: "actor_email" },
  { name: "actor_role" },
  { name: "action" },
  { name: "target_type" },
  { name: "target_id" },
  { name: "details" },
  { name: "ip" },
  { name: "user_agent" },
  { name: "form_version", type: "integer" },
  { name: "previous_hash" },
  { name: "hash" },
];

/**
 * Every audit entry of the workspace up to the newest when the export started, in the order of the chain, in batches of up to 1,000.
 * @throws AppError unavailable; forbidden when the export may not read any more
 */
export function writeAuditLog(
  { format, scope, token, startedAt }: OpenExport,
  signal: AbortSignal,
  from?: Position,
): AsyncGenerator<Chunk> {
  const batches = fetchRange(token, "export_audit_log", from ?? {}, signal);
  if (format !== "xlsx") return formatTable(format as TableFormat, auditLogColumns, batches, from !== undefined);
  return formatWorkbook(
    [{ name: "audit_log", title: "Audit log", columns: auditLogColumns, batches }],
    new Date(startedAt),
    scope.time_zone,
  );
}

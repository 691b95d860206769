import type { Column } from "@/lib/exports/formats/csv";
import { formatTable, type TableFormat } from "@/lib/exports/formats/table";
import { fetchBatches } from "@/lib/exports/source/fetch-batches";
import type { Chunk, OpenExport } from "@/lib/exports/types";

/** The columns of an audit log file, in order: the whole entry, so that its hash can be recomputed. */
export const auditLogColumns: readonly Column[] = [
  { name: "id" },
  { name: "tenant_id" },
  { name: "seq" },
  { name: "created_at", time: true },
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
  { name: "form_version" },
  { name: "previous_hash" },
  { name: "hash" },
];

/**
 * Every audit entry of the workspace up to the newest when the export started, in the order of the chain, in batches of up to 1,000.
 * @throws AppError unavailable; forbidden when the export may not read any more
 */
export function writeAuditLog({ format, token }: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  return formatTable(format as TableFormat, auditLogColumns, fetchBatches(token, "export_audit_log", {}, signal));
}

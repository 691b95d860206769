import type { Chunk } from "@/lib/exports/chunk";
import type { Column } from "@/lib/exports/formats/csv";
import { formatTable, type TableFormat } from "@/lib/exports/formats/table";
import type { OpenExport } from "@/lib/exports/lifecycle/exports";
import { fetchBatches } from "@/lib/exports/source/fetch-batches";

/** The columns of an audit log file, in their order: all of an entry, so that its hash can be recomputed. */
const columns: readonly Column[] = [
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
  { name: "previous_hash" },
  { name: "hash" },
];

/**
 * Every entry of the workspace's audit log up to the start of the run, in batches of up to 1,000, in the order of the chain.
 * @throws AppError unavailable; forbidden when the run may not read any more
 */
export function writeAuditLog({ format, ticket }: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  return formatTable(format as TableFormat, columns, fetchBatches(ticket, "export_audit_log", {}, signal));
}

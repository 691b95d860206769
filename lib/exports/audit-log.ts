import { readPages } from "@/lib/supabase/read-page";
import type { Column } from "./csv-rows";
import type { Piece } from "./piece";
import type { OpenRun } from "./run";
import { type TableFormat, tableFile } from "./table-file";

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
export function writeAuditLog({ format, ticket }: OpenRun, signal: AbortSignal): AsyncGenerator<Piece> {
  return tableFile(format as TableFormat, columns, readPages(ticket, "export_audit_log", {}, signal));
}

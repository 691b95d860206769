import { readPages, textOf } from "@/lib/supabase/read-page";
import type { Cell, Column } from "./row-format";

/** The columns of an audit log file, in their order: all of an entry, so that its hash can be recomputed. */
export const auditColumns: readonly Column[] = [
  { name: "id" },
  { name: "tenant_id" },
  { name: "seq", json: true },
  { name: "created_at" },
  { name: "actor_id" },
  { name: "actor_name" },
  { name: "actor_email" },
  { name: "actor_role" },
  { name: "action" },
  { name: "target_type" },
  { name: "target_id" },
  { name: "details", json: true },
  { name: "ip" },
  { name: "user_agent" },
  { name: "previous_hash" },
  { name: "hash" },
];

/**
 * Every entry of the workspace's audit log up to the start of the run, in batches of up to 1,000, in the order of the chain.
 * @param ticket the running export's secret
 * @throws AppError unavailable; forbidden when the run may not read any more
 */
export async function* auditBatches(ticket: string, signal: AbortSignal): AsyncGenerator<Cell[][]> {
  for await (const page of readPages(ticket, "export_audit_log", {}, signal)) yield JSON.parse(textOf(page));
}

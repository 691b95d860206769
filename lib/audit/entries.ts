import "server-only";
import type { Database, Json } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/**
 * An entry of the audit log as pages show it: long texts are cut, and the longest values of large details are left out. Times are
 * the strings that Postgres printed.
 */
export type AuditEntry = {
  tenant_id: string;
  seq: number;
  created_at: string;
  actor_id: string | null;
  actor_name: string | null;
  actor_email: string | null;
  actor_role: string | null;
  action: string;
  target_type: string | null;
  target_id: string | null;
  details: Json;
  /** Whether details has been cut. */
  details_cut: boolean;
  hash: string;
};

/**
 * The newest entry of a workspace's audit log; null in an empty log.
 * @throws AppError unavailable
 */
export async function findNewestEntry(workspaceId: string): Promise<AuditEntry | null> {
  const [newest] = await fetchEntries({ workspace: workspaceId, max_entries: 1 });
  return newest ?? null;
}

/**
 * Lists the entries of one export, oldest first.
 * @throws AppError unavailable
 */
export async function listEntriesOfExport(workspaceId: string, exportId: string): Promise<AuditEntry[]> {
  const entries = await fetchEntries({ workspace: workspaceId, of_export: exportId });
  return entries.reverse();
}

type EntriesArgs = Database["public"]["Functions"]["list_audit_entries"]["Args"];

async function fetchEntries(args: EntriesArgs): Promise<AuditEntry[]> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.rpc("list_audit_entries", args, { get: true });
  if (error) throw databaseError(error, status);
  return data;
}

/**
 * Lists every user who is the actor of an entry in a workspace's audit log.
 * @throws AppError unavailable
 */
export async function listAuditActors(workspaceId: string): Promise<{ id: string; name: string; email: string }[]> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.rpc("audit_actors", { workspace: workspaceId }, { get: true });
  if (error) throw databaseError(error, status);
  return data.map(({ actor_id, actor_name, actor_email }) => ({ id: actor_id, name: actor_name, email: actor_email }));
}

/**
 * Finds who cancelled each of these exports.
 * @returns the name that the user had then, by export id
 * @throws AppError unavailable
 */
export async function findCancellers(workspaceId: string, exportIds: string[]): Promise<Map<string, string>> {
  if (exportIds.length === 0) return new Map();
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("audit_log")
    .select("export_id, actor_name")
    .eq("tenant_id", workspaceId)
    .eq("action", "export.cancelled")
    .in("export_id", exportIds);
  if (error) throw databaseError(error, status);
  return new Map(data.map(({ export_id, actor_name }) => [export_id ?? "", actor_name ?? ""]));
}

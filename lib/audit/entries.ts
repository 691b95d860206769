import "server-only";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/** An entry of the audit log. Times are the text Postgres printed. */
export type AuditEntry = Database["public"]["Tables"]["audit_log"]["Row"];

export type AuditFilter = {
  /** The actor's id, or "system" for what nobody did. */
  actor?: string;
  action?: string;
  /** ISO 8601 instants: entries from `from` on and before `until`. */
  from?: string;
  until?: string;
  /** The seq of the last entry of the page before. */
  before?: number;
};

/**
 * A page of a workspace's audit log, newest first, of the entries that meet every filter.
 * @param size how many at most
 * @throws AppError unavailable
 */
export async function listAuditEntries(workspaceId: string, filter: AuditFilter, size: number): Promise<AuditEntry[]> {
  const [first, end] = await Promise.all([
    filter.from ? firstSince(workspaceId, filter.from) : 1,
    filter.until ? firstSince(workspaceId, filter.until) : null,
  ]);
  if (first === null) return [];
  const supabase = await sessionClient();
  let query = supabase.from("audit_log").select("*").eq("tenant_id", workspaceId);
  if (filter.actor === "system") query = query.is("actor_id", null);
  else if (filter.actor) query = query.eq("actor_id", filter.actor);
  if (filter.action) query = query.eq("action", filter.action);
  if (filter.from) query = query.gte("seq", first);
  if (end !== null) query = query.lt("seq", end);
  if (filter.before) query = query.lt("seq", filter.before);
  const { data, error, status } = await query.order("seq", { ascending: false }).limit(size);
  if (error) throw databaseError(error, status);
  return data;
}

/** The number of the first entry at this moment or later. Times run in the order of the numbers, so a span of time is one of numbers. */
async function firstSince(workspaceId: string, moment: string): Promise<number | null> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("audit_log")
    .select("seq")
    .eq("tenant_id", workspaceId)
    .gte("created_at", moment)
    .order("created_at")
    .order("seq")
    .limit(1)
    .maybeSingle();
  if (error) throw databaseError(error, status);
  return data?.seq ?? null;
}

/**
 * Everybody who appears in a workspace's audit log.
 * @throws AppError unavailable
 */
export async function listAuditActors(workspaceId: string): Promise<{ id: string; name: string; email: string }[]> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.rpc("audit_actors", { workspace: workspaceId }, { get: true });
  if (error) throw databaseError(error, status);
  return data.map(({ actor_id, actor_name, actor_email }) => ({ id: actor_id, name: actor_name, email: actor_email }));
}

/**
 * The entries that one run left, oldest first.
 * @throws AppError unavailable
 */
export async function listEntriesOfExport(workspaceId: string, runId: string): Promise<AuditEntry[]> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("audit_log")
    .select("*")
    .eq("tenant_id", workspaceId)
    .eq("details->>export", runId)
    .order("seq");
  if (error) throw databaseError(error, status);
  return data;
}

/**
 * Who cancelled each of these runs, by the name they had then.
 * @throws AppError unavailable
 */
export async function findCancellers(workspaceId: string, runIds: string[]): Promise<Map<string, string>> {
  if (runIds.length === 0) return new Map();
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("audit_log")
    .select("run:details->>export, actor_name")
    .eq("tenant_id", workspaceId)
    .eq("action", "export.cancelled")
    .in("details->>export", runIds);
  if (error) throw databaseError(error, status);
  return new Map(data.map(({ run, actor_name }) => [run, actor_name ?? ""]));
}

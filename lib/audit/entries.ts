import "server-only";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/** An entry of the audit log. Times are the strings that Postgres printed. */
export type AuditEntry = Database["public"]["Tables"]["audit_log"]["Row"];

export type AuditFilter = {
  /** The actor's user id, or "system" for entries without an actor. */
  actor?: string;
  action?: string;
  /** ISO 8601 times: from `from` (inclusive) to `until` (exclusive). */
  from?: string;
  until?: string;
  /** Cursor: the seq of the last entry of the previous page. */
  before?: number;
};

/**
 * Lists a page of a workspace's audit log, newest first. An entry must match every filter.
 * @param limit maximum number of entries
 * @throws AppError unavailable
 */
export async function listAuditEntries(workspaceId: string, filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  const [fromSeq, untilSeq] = await Promise.all([
    filter.from ? findFirstSeq(workspaceId, filter.from) : 1,
    filter.until ? findFirstSeq(workspaceId, filter.until) : null,
  ]);
  if (fromSeq === null) return [];
  const supabase = await sessionClient();
  let query = supabase.from("audit_log").select("*").eq("tenant_id", workspaceId);
  if (filter.actor === "system") query = query.is("actor_id", null);
  else if (filter.actor) query = query.eq("actor_id", filter.actor);
  if (filter.action) query = query.eq("action", filter.action);
  if (filter.from) query = query.gte("seq", fromSeq);
  if (untilSeq !== null) query = query.lt("seq", untilSeq);
  if (filter.before) query = query.lt("seq", filter.before);
  const { data, error, status } = await query.order("seq", { ascending: false }).limit(limit);
  if (error) throw databaseError(error, status);
  return data;
}

/** The seq of the first entry at or after a time, or null. created_at rises with seq, so a time range is a seq range. */
async function findFirstSeq(workspaceId: string, time: string): Promise<number | null> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("audit_log")
    .select("seq")
    .eq("tenant_id", workspaceId)
    .gte("created_at", time)
    .order("created_at")
    .order("seq")
    .limit(1)
    .maybeSingle();
  if (error) throw databaseError(error, status);
  return data?.seq ?? null;
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
 * Lists the entries of one export, oldest first.
 * @throws AppError unavailable
 */
export async function listEntriesOfExport(workspaceId: string, exportId: string): Promise<AuditEntry[]> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("audit_log")
    .select("*")
    .eq("tenant_id", workspaceId)
    .eq("details->>export", exportId)
    .order("seq");
  if (error) throw databaseError(error, status);
  return data;
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
    .select("export_id:details->>export, actor_name")
    .eq("tenant_id", workspaceId)
    .eq("action", "export.cancelled")
    .in("details->>export", exportIds);
  if (error) throw databaseError(error, status);
  return new Map(data.map(({ export_id, actor_name }) => [export_id, actor_name ?? ""]));
}

import "server-only";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import type { ExportKind } from "./kinds";

export type LastExport = {
  /** When the download started, as Postgres prints it. */
  startedAt: string;
  actorName: string;
  status: Database["public"]["Enums"]["export_status"];
  rows: number;
  failure: string | null;
};

/**
 * The newest download of one kind in a workspace, whatever became of it; null before the first.
 * @param targetId only of this customer, for exports of a single contact
 * @throws AppError unavailable
 */
export async function lastExport(workspaceId: string, kind: ExportKind, targetId?: string): Promise<LastExport | null> {
  const supabase = await sessionClient();
  const runs = supabase
    .from("exports")
    .select("started_at, actor_name, status, rows_written, failure")
    .eq("tenant_id", workspaceId)
    .eq("kind", kind)
    .not("started_at", "is", null);
  const { data, error, status } = await (targetId ? runs.eq("target_id", targetId) : runs)
    .order("started_at", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw databaseError(error, status);
  if (!data?.started_at) return null;
  return {
    startedAt: data.started_at,
    actorName: data.actor_name,
    status: data.status,
    rows: data.rows_written,
    failure: data.failure,
  };
}

/**
 * How many rows of one kind a workspace has now: customers of every type, or conversations.
 * @throws AppError unavailable
 */
export async function countRows(workspaceId: string, table: "customers" | "conversations"): Promise<number> {
  const supabase = await sessionClient();
  const { count, error, status } = await supabase
    .from(table)
    .select("id", { count: "exact", head: true })
    .eq("tenant_id", workspaceId);
  if (error) throw databaseError(error, status);
  return count ?? 0;
}

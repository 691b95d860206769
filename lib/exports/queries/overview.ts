import "server-only";
import { AppError } from "@/lib/errors";
import type { ExportKind } from "@/lib/exports/kinds";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

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

/** Counting takes time in proportion; beyond this many, about how many is good enough to decide on an export. */
const countedExactly = 50_000;

/** How many rows; about is true where they were estimated. */
export type RowCount = { rows: number; about: boolean };

/**
 * How much a workspace has to export now: customers of every type, and conversations.
 * @throws AppError forbidden below admin, unavailable
 */
export async function countWorkspace(workspaceId: string): Promise<{ contacts: RowCount; conversations: RowCount }> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc("count_workspace", { workspace: workspaceId, max_count: countedExactly })
    .maybeSingle();
  if (error) throw databaseError(error, status);
  // Others get no row: somebody may have been demoted since the page began.
  if (!data) throw new AppError("forbidden");
  const rowCount = (rows: number) => ({ rows, about: rows > countedExactly });
  return { contacts: rowCount(data.contacts), conversations: rowCount(data.conversations) };
}

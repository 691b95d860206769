import "server-only";
import { cache } from "react";
import { isInvalidTimestamp } from "@/lib/paging/cursor";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

type Row = Database["public"]["Tables"]["exports"]["Row"];

const columns =
  "id, kind, format, target_id, include_notes, actor_name, actor_email, status, rows_written, rows_total, bytes_written, cells_guarded, counts, sha256, failure, created_at, started_at, finished_at, cutoff_at" as const;

/** A run as the pages show it. Times are the text Postgres printed. */
export type ExportRow = Pick<
  Row,
  | "id"
  | "kind"
  | "format"
  | "target_id"
  | "include_notes"
  | "actor_name"
  | "actor_email"
  | "status"
  | "rows_written"
  | "rows_total"
  | "bytes_written"
  | "cells_guarded"
  | "counts"
  | "sha256"
  | "failure"
  | "created_at"
  | "started_at"
  | "finished_at"
  | "cutoff_at"
>;

/**
 * A page of a workspace's runs, newest first. Runs whose server died or that nobody downloaded are recorded as ended first.
 * @param before the created_at and id of the last run of the page before
 * @param size how many at most
 * @throws AppError unavailable
 */
export async function listExports(
  workspaceId: string,
  before: { createdAt: string; id: string } | null,
  size: number,
): Promise<ExportRow[]> {
  await expireStaleExports(workspaceId);
  const supabase = await sessionClient();
  let query = supabase.from("exports").select(columns).eq("tenant_id", workspaceId);
  if (before) {
    query = query.or(`created_at.lt."${before.createdAt}",and(created_at.eq."${before.createdAt}",id.lt.${before.id})`);
  }
  const { data, error, status } = await query
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(size);
  if (error && before && isInvalidTimestamp(error)) return listExports(workspaceId, null, size);
  if (error) throw databaseError(error, status);
  return data;
}

/**
 * The runs of a workspace that are running now, oldest first.
 * @throws AppError unavailable
 */
export async function listRunningExports(workspaceId: string): Promise<ExportRow[]> {
  await expireStaleExports(workspaceId);
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("exports")
    .select(columns)
    .eq("tenant_id", workspaceId)
    .eq("status", "running")
    .order("started_at");
  if (error) throw databaseError(error, status);
  return data;
}

/**
 * One run of a workspace, or null.
 * @throws AppError unavailable
 */
export async function findExport(workspaceId: string, id: string): Promise<ExportRow | null> {
  await expireStaleExports(workspaceId);
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("exports")
    .select(columns)
    .eq("tenant_id", workspaceId)
    .eq("id", id)
    .maybeSingle();
  if (error) throw databaseError(error, status);
  return data;
}

/**
 * The completed run of a workspace whose file has this hash, or null: whether a file is whole and unchanged.
 * @param sha256 64 lower-case hexadecimal digits
 * @throws AppError unavailable
 */
export async function findExportBySha256(workspaceId: string, sha256: string): Promise<ExportRow | null> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("exports")
    .select(columns)
    .eq("tenant_id", workspaceId)
    .eq("sha256", sha256)
    .eq("status", "completed")
    .order("created_at", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw databaseError(error, status);
  return data;
}

/** Once a page, however many of the functions above it calls. */
const expireStaleExports = cache(async (workspaceId: string): Promise<void> => {
  const supabase = await sessionClient();
  const { error, status } = await supabase.rpc("expire_stale_exports", { workspace: workspaceId });
  if (error) throw databaseError(error, status);
});

import "server-only";
import { cache } from "react";
import { beforeCursor, type Cursor, isInvalidTimestamp } from "@/lib/paging/cursor";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

const columns =
  "id, kind, format, target_id, include_notes, actor_name, actor_email, status, rows_written, rows_total, bytes_written, cells_guarded, counts, remark_count, sha256, failure, created_at, started_at, finished_at" as const;

/**
 * Lists a page of a workspace's exports, newest first. Falls back to the first page if the cursor is invalid.
 * @param limit maximum number of exports
 * @throws AppError unavailable
 */
export async function listExports(workspaceId: string, before: Cursor | null, limit: number): Promise<ExportRow[]> {
  await expireStaleExports(workspaceId);
  const supabase = await sessionClient();
  let query = supabase.from("exports").select(columns).eq("tenant_id", workspaceId);
  if (before) query = query.or(beforeCursor(before));
  const { data, error, status } = await query
    .order("created_at", { ascending: false })
    .order("id", { ascending: false })
    .limit(limit);
  if (error && before && isInvalidTimestamp(error)) return listExports(workspaceId, null, limit);
  if (error) throw databaseError(error, status);
  return data;
}

/**
 * Lists the running exports of a workspace, oldest first.
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
 * The export of a workspace with this id, or null.
 * @throws AppError unavailable
 */
export async function findExport(workspaceId: string, id: string) {
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

/** An export as the pages show it. Times are the strings that Postgres printed. */
export type ExportRow = NonNullable<Awaited<ReturnType<typeof findExport>>>;

/**
 * The completed export of a workspace whose file has this hash, or null. Finding one proves that a file is complete and unchanged.
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

/** Records exports whose server died or whose link expired as ended; once per request. */
const expireStaleExports = cache(async (workspaceId: string): Promise<void> => {
  const supabase = await sessionClient();
  const { error, status } = await supabase.rpc("expire_stale_exports", { workspace: workspaceId });
  if (error) throw databaseError(error, status);
});

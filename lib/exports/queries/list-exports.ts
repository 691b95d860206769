import "server-only";
import { cache } from "react";
import { beforeCursor, type Cursor, isInvalidTimestamp } from "@/lib/paging/cursor";
import { type Confirmation, confirmExport, type SignedColumns, signedColumns } from "@/lib/receipts/confirmation";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

const columns = `${signedColumns}, rows_total, is_part, remark_count, created_at, finished_at` as const;

type Columns = SignedColumns &
  Pick<
    Database["public"]["Tables"]["exports"]["Row"],
    "rows_total" | "is_part" | "remark_count" | "created_at" | "finished_at"
  >;

/** An export as the pages show it. Times are the strings that Postgres printed. */
export type ExportRow = Columns & { confirmation: Confirmation };

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
  return Promise.all(data.map(withConfirmation));
}

/** Many more than a workspace may run at the same time by default. */
const maxRunningExports = 50;

/**
 * Lists the running exports of a workspace, oldest first, 50 at most.
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
    .order("started_at")
    .limit(maxRunningExports);
  if (error) throw databaseError(error, status);
  return Promise.all(data.map(withConfirmation));
}

/**
 * The export of a workspace with this id, or null.
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
  return data && withConfirmation(data);
}

/** Exports with the same hash to look through: the same data exported again, or hashes that an admin recorded themselves. */
const maxSameHash = 100;

/**
 * The completed export of a workspace whose file has this hash, or null. Only a confirmed one proves that the file is complete and
 * unchanged; it is preferred, whatever else was recorded with its hash afterwards.
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
    .order("created_at")
    .limit(maxSameHash);
  if (error) throw databaseError(error, status);
  const found = await Promise.all(data.map(withConfirmation));
  return found.findLast(({ confirmation }) => confirmation === "confirmed") ?? found.at(-1) ?? null;
}

async function withConfirmation(row: Columns): Promise<ExportRow> {
  return { ...row, confirmation: await confirmExport(row) };
}

/** Records exports whose server died or whose link expired as ended; once per request. */
const expireStaleExports = cache(async (workspaceId: string): Promise<void> => {
  const supabase = await sessionClient();
  const { error, status } = await supabase.rpc("expire_stale_exports", { workspace: workspaceId });
  if (error) throw databaseError(error, status);
});

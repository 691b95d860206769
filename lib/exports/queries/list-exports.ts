import "server-only";
import { cache } from "react";
import { z } from "zod";
import type { ExportKind } from "@/lib/exports/kinds";
import { afterCursor, type Cursor, isInvalidTimestamp } from "@/lib/paging/cursor";
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

export type ExportStatus = Columns["status"];

/** An export as the pages show it. Times are the strings that Postgres printed. */
export type ExportRow = Columns & { confirmation: Confirmation };

/** Which exports a list has, and in which order. */
export type ExportListFilter = {
  kind: ExportKind | null;
  status: ExportStatus | null;
  order: "newest" | "oldest";
  /** The end of the page before. */
  cursor: Cursor | null;
};

/**
 * Lists a page of a workspace's exports by the time of their request. Falls back to the first page if the cursor is invalid.
 * @param limit maximum number of exports, up to 100
 * @throws AppError unavailable
 */
export async function listExports(workspaceId: string, filter: ExportListFilter, limit: number): Promise<ExportRow[]> {
  await expireStaleExports(workspaceId);
  const { kind, status: wanted, order, cursor } = filter;
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc("list_exports", {
      workspace: workspaceId,
      oldest_first: order === "oldest",
      max_rows: limit,
      ...(kind ? { of_kind: kind } : {}),
      ...(wanted ? { of_status: wanted } : {}),
      ...(cursor ? { after_created_at: cursor.createdAt, after_id: cursor.id } : {}),
    })
    .select(columns);
  if (error && cursor && isInvalidTimestamp(error)) return listExports(workspaceId, { ...filter, cursor: null }, limit);
  if (error) throw databaseError(error, status);
  return Promise.all(data.map(withConfirmation));
}

/** More than anybody starts on one page. */
const maxExportsById = 20;

/**
 * The exports of a workspace with these ids; unknown and malformed ones are left out, and all but the first twenty.
 * @throws AppError unavailable
 */
export async function listExportsById(workspaceId: string, ids: readonly string[]): Promise<ExportRow[]> {
  const valid = ids.filter((id) => z.guid().safeParse(id).success).slice(0, maxExportsById);
  if (valid.length === 0) return [];
  await expireStaleExports(workspaceId);
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("exports")
    .select(columns)
    .eq("tenant_id", workspaceId)
    .in("id", valid);
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

/** How many exports with the same hash are read at a time, and how many at most: an admin can record any number of them. */
const [sameHashBatch, maxSameHash] = [500, 20_000];

/**
 * The completed export of a workspace whose file has this hash, or null. Only a confirmed one proves that the file is complete and
 * unchanged; the oldest of these is preferred, whatever else was recorded with its hash.
 * @param sha256 64 lower-case hexadecimal digits
 * @throws AppError unavailable
 */
export async function findExportBySha256(workspaceId: string, sha256: string): Promise<ExportRow | null> {
  let unconfirmed: ExportRow | null = null;
  let after: Cursor | null = null;
  // Until there are no more: the API may return fewer than were asked for.
  for (let read = 0; read < maxSameHash; ) {
    const found = await listSameHash(workspaceId, sha256, after);
    const confirmed = found.find(({ confirmation }) => confirmation === "confirmed");
    if (confirmed) return confirmed;
    unconfirmed ??= found[0] ?? null;
    const last = found.at(-1);
    if (!last) break;
    read += found.length;
    after = { createdAt: last.created_at, id: last.id };
  }
  return unconfirmed;
}

/** The next completed exports with a hash, oldest first. */
async function listSameHash(workspaceId: string, sha256: string, after: Cursor | null): Promise<ExportRow[]> {
  const supabase = await sessionClient();
  let query = supabase
    .from("exports")
    .select(columns)
    .eq("tenant_id", workspaceId)
    .eq("sha256", sha256)
    .eq("status", "completed");
  // "gte" repeats what "or" implies, because only the former is a condition of the index.
  if (after) query = query.gte("created_at", after.createdAt).or(afterCursor(after));
  const { data, error, status } = await query.order("created_at").order("id").limit(sameHashBatch);
  if (error) throw databaseError(error, status);
  return Promise.all(data.map(withConfirmation));
}

async function withConfirmation(row: Columns): Promise<ExportRow> {
  return { ...row, confirmation: await confirmExport(row) };
}

/** Records exports whose server died or whose link expired as ended; once per page that is rendered, but at each call in a route handler. */
const expireStaleExports = cache(async (workspaceId: string): Promise<void> => {
  const supabase = await sessionClient();
  const { error, status } = await supabase.rpc("expire_stale_exports", { workspace: workspaceId });
  if (error) throw databaseError(error, status);
});

import "server-only";
import { AppError } from "@/lib/errors";
import type { FailureReason } from "@/lib/exports/failure-reasons";
import type { ExportKind } from "@/lib/exports/kinds";
import { type ExportScope, readScope } from "@/lib/exports/scope/scope";
import { type Confirmation, confirmExport, signedColumns } from "@/lib/receipts/confirmation";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

export type LastExport = {
  id: string;
  /** As Postgres printed it. */
  startedAt: string;
  actorName: string;
  status: Database["public"]["Enums"]["export_status"];
  rows: number;
  failure: FailureReason | null;
  confirmation: Confirmation;
  /** How many records were moved, changed or deleted while it ran; 1001 for more than 1,000, null for none. */
  remarkCount: number | null;
  /** Null if it cannot be read. */
  scope: ExportScope | null;
  includeNotes: boolean;
};

/** The last complete export of everything, a later attempt at it that is not complete, and a later complete export of a part. */
export type LastExports = {
  complete: LastExport | null;
  laterAttempt: LastExport | null;
  laterPart: LastExport | null;
};

/** Exports to look through for one that the server confirmed: an admin can record unconfirmed ones. */
const maxUnconfirmed = 10;

/**
 * The last confirmed export of everything of one kind, the last attempt at it if that came later and is another one, and the last
 * confirmed export of a part if that came later.
 * @param targetId only exports of this customer, for kind contact
 * @throws AppError unavailable
 */
export async function lastExports(workspaceId: string, kind: ExportKind, targetId?: string): Promise<LastExports> {
  const [[attempt], completed, parts] = await Promise.all([
    listStarted(workspaceId, kind, { targetId, limit: 1 }),
    listStarted(workspaceId, kind, { targetId, status: "completed", limit: maxUnconfirmed }),
    targetId ? [] : listStarted(workspaceId, kind, { status: "completed", parts: true, limit: maxUnconfirmed }),
  ]);
  const complete = completed.find(({ confirmation }) => confirmation === "confirmed") ?? null;
  const isLater = attempt && attempt.id !== complete?.id && attempt.status !== "running";
  const part = parts.find(({ confirmation }) => confirmation === "confirmed");
  const isLaterPart = part && (!complete || Date.parse(part.startedAt) > Date.parse(complete.startedAt));
  return { complete, laterAttempt: isLater ? attempt : null, laterPart: isLaterPart ? part : null };
}

/**
 * The most recently started export of one kind in a workspace, whatever its status; null if there is none.
 * @param targetId only exports of this customer, for kind contact
 * @throws AppError unavailable
 */
export async function lastExport(workspaceId: string, kind: ExportKind, targetId?: string): Promise<LastExport | null> {
  const [last] = await listStarted(workspaceId, kind, { targetId, limit: 1 });
  return last ?? null;
}

/** parts: exports of a part instead of those of everything. */
type StartedOptions = { targetId?: string; status?: LastExport["status"]; parts?: boolean; limit: number };

/** Exports whose download began, the last one first. */
async function listStarted(
  workspaceId: string,
  kind: ExportKind,
  { targetId, status: wanted, parts = false, limit }: StartedOptions,
): Promise<LastExport[]> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc("started_exports", {
      workspace: workspaceId,
      of_kind: kind,
      max_rows: limit,
      ...(wanted ? { of_status: wanted } : {}),
      ...(targetId ? { target: targetId } : {}),
      parts,
    })
    .select(`${signedColumns}, remark_count`);
  if (error) throw databaseError(error, status);
  return Promise.all(
    data.map(async (row) => ({
      id: row.id,
      startedAt: row.started_at ?? "",
      actorName: row.actor_name,
      status: row.status,
      rows: row.rows_written,
      failure: row.failure,
      confirmation: await confirmExport(row),
      remarkCount: row.remark_count,
      scope: readScope(row.scope),
      includeNotes: row.include_notes,
    })),
  );
}

/** Up to this many rows are counted exactly; more are estimated, since counting takes time in proportion. */
const maxExactCount = 50_000;

export type RowCount = { rows: number; estimated: boolean };

/**
 * The number of customers of every type and of conversations in a workspace.
 * @throws AppError forbidden below admin, unavailable
 */
export async function countWorkspace(workspaceId: string): Promise<{ contacts: RowCount; conversations: RowCount }> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc("count_workspace", { workspace: workspaceId, max_count: maxExactCount })
    .maybeSingle();
  if (error) throw databaseError(error, status);
  // No row: the user was demoted while the page rendered.
  if (!data) throw new AppError("forbidden");
  const rowCount = (rows: number) => ({ rows, estimated: rows > maxExactCount });
  return { contacts: rowCount(data.contacts), conversations: rowCount(data.conversations) };
}

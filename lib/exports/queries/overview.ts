import "server-only";
import { AppError } from "@/lib/errors";
import type { FailureReason } from "@/lib/exports/failure-reasons";
import type { ExportKind } from "@/lib/exports/kinds";
import { type ExportScope, toScope } from "@/lib/exports/scope/scope";
import { type Confirmation, confirmExport, signedColumns } from "@/lib/receipts/confirmation";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

export type LastExport = {
  /** As Postgres printed it. */
  startedAt: string;
  actorName: string;
  status: Database["public"]["Enums"]["export_status"];
  rows: number;
  failure: FailureReason | null;
  confirmation: Confirmation;
  /** How many records were moved or deleted while it ran; 1001 for more than 1,000, null for none. */
  remarkCount: number | null;
  scope: ExportScope;
  includeNotes: boolean;
};

/**
 * The most recently started export of one kind in a workspace, whatever its status; null if there is none.
 * @param options.targetId only exports of this customer, for kind contact
 * @param options.isPart exports of a part of the records instead of those of all
 * @throws AppError unavailable
 */
export async function lastExport(
  workspaceId: string,
  kind: ExportKind,
  { targetId, isPart = false }: { targetId?: string; isPart?: boolean } = {},
): Promise<LastExport | null> {
  const supabase = await sessionClient();
  const exports = supabase
    .from("exports")
    .select(`${signedColumns}, remark_count`)
    .eq("tenant_id", workspaceId)
    .eq("kind", kind)
    .eq("is_part", isPart)
    .not("started_at", "is", null);
  const { data, error, status } = await (targetId ? exports.eq("target_id", targetId) : exports)
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
    confirmation: await confirmExport(data),
    remarkCount: data.remark_count,
    scope: toScope(data.scope),
    includeNotes: data.include_notes,
  };
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

import "server-only";
import { AppError } from "@/lib/errors";
import type { ExportStatus } from "@/lib/exports/queries/list-exports";
import type { Database, Json } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import type { AuditEntry } from "./entries";

/** One line of the audit log page: an export and its entries, or an entry of no export. */
export type AuditedExport = {
  /** Its newest entry that matches the filter: its place in the list. */
  seq: number;
  exportId: string | null;
  /** By the record of the export; null when there is none. */
  status: ExportStatus | null;
  /** The one that matches and the last others, up to three, oldest first. */
  entries: AuditEntry[];
};

export type AuditFilter = {
  /** The number of an entry. */
  entry?: number;
  /** The id of a contact or of an export. */
  id?: string;
  /** 64 lower-case hexadecimal digits. */
  fileSha256?: string;
  /** The actor's user id, or "system" for entries without an actor. */
  actor?: string;
  action?: string;
  /** Days as YYYY-MM-DD, both included, which begin at midnight in `timeZone` (UTC by default). */
  fromDay?: string;
  toDay?: string;
  timeZone?: string;
  /** Cursor: the seq of the last line of the previous page. */
  before?: number;
};

/**
 * Lists a page of the exports in a workspace's audit log, the last activity first. An export is listed once, if one of its entries
 * matches every filter.
 * @param limit maximum number of lines, up to 100
 * @throws AppError invalid_request for a time zone that the database does not know; unavailable
 */
export async function listAuditedExports(
  workspaceId: string,
  filter: AuditFilter,
  limit: number,
): Promise<AuditedExport[]> {
  const { entry, id, fileSha256, actor, action, fromDay, toDay, timeZone, before } = filter;
  const args: Database["public"]["Functions"]["list_audited_exports"]["Args"] = {
    workspace: workspaceId,
    max_exports: limit,
    ...(actor === "system" ? { by_system: true } : actor ? { actor } : {}),
    ...(action ? { of_action: action } : {}),
    ...(fromDay ? { from_day: fromDay } : {}),
    ...(toDay ? { to_day: toDay } : {}),
    ...(timeZone ? { zone: timeZone } : {}),
    ...(entry === undefined ? {} : { of_entry: entry }),
    ...(id ? { of_id: id } : {}),
    ...(fileSha256 ? { of_file: fileSha256 } : {}),
    ...(before ? { before_seq: before } : {}),
  };
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.rpc("list_audited_exports", args, { get: true });
  // Postgres may know fewer time zones than this runtime.
  if (timeZone && error?.code === "22023")
    throw new AppError("invalid_request", "time_zone is not known to the database.");
  if (error) throw databaseError(error, status);
  return data.map((line) => ({
    seq: line.seq,
    exportId: line.export_id,
    status: line.status,
    entries: toEntries(line.entries),
  }));
}

/** Supabase Lite may return JSON as text. */
function toEntries(entries: Json): AuditEntry[] {
  return (typeof entries === "string" ? JSON.parse(entries) : entries) as AuditEntry[];
}

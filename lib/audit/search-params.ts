import { z } from "zod";
import { isTimeZone } from "@/lib/exports/scope/is-time-zone";
import { exportScope } from "@/lib/exports/scope/scope";
import { firstParam, type SearchParams } from "@/lib/paging/search-params";
import type { AuditFilter } from "./audited-exports";

/**
 * The filters and position of the audit log page, kept in its URL. Days are inclusive and begin at midnight in time_zone, an IANA name;
 * empty for UTC.
 */
export type AuditState = {
  search: string;
  actor: string;
  action: string;
  from: string;
  to: string;
  time_zone: string;
  before: number | null;
};

/** Reads the state from the URL; invalid parameters are ignored, except for a search, which then finds nothing. */
export function parseAuditState(searchParams: SearchParams): AuditState {
  const text = (name: string) => firstParam(searchParams[name]) ?? "";
  const [actor, action] = [text("actor"), text("action")];
  const before = Number(text("before"));
  const [from, to] = [day(text("from")), day(text("to"))];
  return {
    search: text("search").trim().slice(0, 100),
    actor: actor === "system" || z.guid().safeParse(actor).success ? actor.toLowerCase() : "",
    action: /^[a-z][a-z._-]{0,60}$/.test(action) ? action : "",
    from,
    to,
    time_zone: from || to ? zone(text("time_zone")) : "",
    before: Number.isSafeInteger(before) && before > 0 ? before : null,
  };
}

/** Whether the state leaves anything out. */
export function isFiltered({ search, actor, action, from, to }: AuditState): boolean {
  return Boolean(search || actor || action || from || to);
}

/** The state as a database filter; null when its search cannot match anything. */
export function auditFilter({ search, actor, action, from, to, time_zone, before }: AuditState): AuditFilter | null {
  const searched = searchFilter(search);
  return (
    searched && {
      ...searched,
      actor: actor || undefined,
      action: action || undefined,
      fromDay: from || undefined,
      toDay: to || undefined,
      timeZone: time_zone || undefined,
      before: before ?? undefined,
    }
  );
}

/** What a search is for: an entry by its number, a contact or an export by its ID, a file by its SHA-256; null for any other text. */
function searchFilter(search: string): Pick<AuditFilter, "entry" | "id" | "fileSha256"> | null {
  if (!search) return {};
  if (/^\d{1,15}$/.test(search)) return { entry: Number(search) };
  if (z.guid().safeParse(search).success) return { id: search.toLowerCase() };
  return /^[0-9a-f]{64}$/i.test(search) ? { fileSha256: search.toLowerCase() } : null;
}

/** A date as date inputs send it (YYYY-MM-DD, 1900 to 2199); empty when it is not a calendar day. */
function day(text: string): string {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return "";
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? text : "";
}

function zone(text: string): string {
  const isKnown = exportScope.shape.time_zone.safeParse(text).success && isTimeZone(text);
  return isKnown && text !== "Etc/UTC" ? text : "";
}

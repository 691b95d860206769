import { z } from "zod";
import { firstParam, type SearchParams } from "@/lib/paging/search-params";
import type { AuditFilter } from "./entries";

/** The filters and position of the audit log page, kept in its URL. Days are in UTC and inclusive. */
export type AuditState = { actor: string; action: string; from: string; to: string; before: number | null };

/** Reads the state from the URL; invalid parameters are ignored. */
export function parseAuditState(searchParams: SearchParams): AuditState {
  const actor = firstParam(searchParams.actor) ?? "";
  const action = firstParam(searchParams.action) ?? "";
  const before = Number(firstParam(searchParams.before));
  return {
    actor: actor === "system" || z.guid().safeParse(actor).success ? actor.toLowerCase() : "",
    action: /^[a-z][a-z._-]{0,60}$/.test(action) ? action : "",
    from: day(firstParam(searchParams.from)),
    to: day(firstParam(searchParams.to)),
    before: Number.isSafeInteger(before) && before > 0 ? before : null,
  };
}

/** The state as a database filter. */
export function auditFilter({ actor, action, from, to, before }: AuditState): AuditFilter {
  return {
    actor: actor || undefined,
    action: action || undefined,
    from: from ? `${from}T00:00:00Z` : undefined,
    until: to ? new Date(Date.parse(to) + 86_400_000).toISOString() : undefined,
    before: before ?? undefined,
  };
}

/** The path of the audit log page with this state. */
export function auditLogHref(workspace: string, state: Partial<AuditState> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value) query.set(name, String(value));
  const path = `/${workspace}/team/audit-log`;
  return query.size ? `${path}?${query}` : path;
}

/** The path of the audit log page that starts at one entry, scrolled to it. */
export function auditEntryHref(workspace: string, seq: number): string {
  return `${auditLogHref(workspace, { before: seq + 1 })}#entry-${seq}`;
}

/** A date as date inputs send it (YYYY-MM-DD, 1900 to 2199); empty when it is not a calendar day. */
function day(text = ""): string {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return "";
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? text : "";
}

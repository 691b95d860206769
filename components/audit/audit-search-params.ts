import { z } from "zod";
import type { AuditFilter } from "@/lib/audit/entries";
import { firstParam, type SearchParams } from "@/lib/paging/search-params";

/** What the audit log page shows; all of it is in its address. Days are in UTC, the last one included. */
export type AuditState = { actor: string; action: string; from: string; to: string; before: number | null };

/** What an address asks the page to show. Parameters that make no sense are as if they were not there. */
export function parseAuditState(asked: SearchParams): AuditState {
  const actor = firstParam(asked.actor) ?? "";
  const action = firstParam(asked.action) ?? "";
  const before = Number(firstParam(asked.before));
  return {
    actor: actor === "system" || z.guid().safeParse(actor).success ? actor.toLowerCase() : "",
    action: /^[a-z][a-z._-]{0,60}$/.test(action) ? action : "",
    from: day(firstParam(asked.from)),
    to: day(firstParam(asked.to)),
    before: Number.isSafeInteger(before) && before > 0 ? before : null,
  };
}

/** The same as the database is asked for it. */
export function auditFilter({ actor, action, from, to, before }: AuditState): AuditFilter {
  return {
    actor: actor || undefined,
    action: action || undefined,
    from: from ? `${from}T00:00:00Z` : undefined,
    until: to ? new Date(Date.parse(to) + 86_400_000).toISOString() : undefined,
    before: before ?? undefined,
  };
}

/** The address that shows this. */
export function auditLogHref(workspace: string, state: Partial<AuditState> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value) query.set(name, String(value));
  const path = `/${workspace}/team/audit-log`;
  return query.size ? `${path}?${query}` : path;
}

/** The address that shows one entry, with those before it. */
export function auditEntryHref(workspace: string, seq: number): string {
  return `${auditLogHref(workspace, { before: seq + 1 })}#entry-${seq}`;
}

/** A day of our times that is in the calendar, as date inputs send it. */
function day(text = ""): string {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return "";
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? text : "";
}

import type { AuditState } from "./search-params";

/** The path of the audit log page with this state. */
export function auditLogHref(workspace: string, state: Partial<AuditState> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value) query.set(name, String(value));
  const path = `/${workspace}/team/audit-log`;
  return query.size ? `${path}?${query}` : path;
}

/** The path of the audit log page with the export of one entry, scrolled to the entry. */
export function auditEntryHref(workspace: string, seq: number): string {
  return `${auditLogHref(workspace, { search: String(seq) })}#entry-${seq}`;
}

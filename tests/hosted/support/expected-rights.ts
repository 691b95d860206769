import { functionRights } from "../../support/function-rights.ts";
import type { Rights } from "./rights.ts";

/** All privileges on a table. Postgres 17 has added one. */
const all = (version: number) =>
  `delete, insert, ${version >= 17 ? "maintain, " : ""}references, select, trigger, truncate, update`;

const functions = Object.fromEntries(
  Object.entries(functionRights).map(([name, roles]) => [`function ${name}`, [...roles].join("; ")]),
);

/** The rights on what exports create, in every project. */
export const exportRights: Rights = {
  ...functions,
  "schema private": "anon: usage; authenticated: usage; service_role: usage",
  "table public.audit_log": "anon: select; authenticated: select; service_role: select",
  "table public.privacy_texts": "anon: select; authenticated: select; service_role: select",
  "column public.privacy_texts.language": "authenticated: insert",
  "column public.privacy_texts.tenant_id": "authenticated: insert",
  "column public.privacy_texts.texts": "authenticated: insert",
  "table public.redactions": "anon: select; authenticated: delete, select",
  "column public.redactions.customer_id": "authenticated: insert",
  "column public.redactions.reason": "authenticated: insert",
  "column public.redactions.record_id": "authenticated: insert",
  "column public.redactions.tenant_id": "authenticated: insert",
  "column public.redactions.value": "authenticated: insert",
  "column public.redactions.what": "authenticated: insert",
  "table public.redaction_reasons": "authenticated: delete, select",
  "column public.redaction_reasons.reason": "authenticated: insert",
  "column public.redaction_reasons.tenant_id": "authenticated: insert",
  "table public.exports": "anon: select; authenticated: select; service_role: select",
  "column public.exports.answer": "authenticated: insert",
  "column public.exports.bytes_written": "anon: update",
  "column public.exports.cells_cut": "anon: update",
  "column public.exports.cells_guarded": "anon: update",
  "column public.exports.compress": "authenticated: insert",
  "column public.exports.counts": "anon: update",
  "column public.exports.failure": "anon: update",
  "column public.exports.file_attempt": "anon: update",
  "column public.exports.format": "authenticated: insert",
  "column public.exports.include_notes": "authenticated: insert",
  "column public.exports.ip": "authenticated: insert",
  "column public.exports.kind": "authenticated: insert",
  "column public.exports.receipt": "anon: update",
  "column public.exports.resumed_from": "authenticated: update",
  "column public.exports.rows_total": "anon: update",
  "column public.exports.rows_written": "anon: update",
  "column public.exports.scope": "authenticated: insert",
  "column public.exports.sha256": "anon: update",
  "column public.exports.status": "anon: update; authenticated: update",
  "column public.exports.target_id": "authenticated: insert",
  "column public.exports.tenant_id": "authenticated: insert",
  "column public.exports.token_hash": "authenticated: update",
  "column public.exports.user_agent": "authenticated: insert",
  "table private.export_attempts": "",
  "table private.export_parts": "",
  "table private.export_remarks": "",
  "table private.former_customers": "",
  "table private.sign_in_attempts": "",
  "sequence private.export_remarks_id_seq": "",
};

/** The tables that an export token reads. */
export const exportedTables = [
  "conversations",
  "customers",
  "messages",
  "replies",
  "ticket_notes",
  "ticket_replies",
  "tickets",
] as const;

/** The rights on Hydra's tables where these migrations create them. */
export function hydraRights(version: number): Rights {
  const members = `authenticated: select; service_role: ${all(version)}`;
  return Object.fromEntries([
    ...["accounts", "members", "tenants"].map((table) => [`table public.${table}`, members]),
    ...exportedTables.map((table) => [`table public.${table}`, `anon: select; ${members}`]),
  ]);
}

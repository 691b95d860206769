import pLimit from "p-limit";
import type { Database } from "../../lib/supabase/database.types.ts";
import type { Session } from "./check-sign-in.ts";
import { type Finding, failed, ok } from "./finding.ts";
import type { Project } from "./project.ts";

type Functions = Database["public"]["Functions"];

const nobody = "00000000-0000-0000-0000-000000000000";
const noHash = "0".repeat(64);

/**
 * Every function that the app calls, as the role that calls it, with arguments that change nothing: no workspace, no export token,
 * keys that the table refuses. The names of the arguments matter: PostgREST finds a function by them.
 */
const calls: { [Name in keyof Functions]: { as: "user" | "anon"; args: Functions[Name]["Args"] } } = {
  answer_preview: { as: "user", args: { workspace: nobody, contacts: [nobody] } },
  audit_actors: { as: "user", args: { workspace: nobody } },
  count_customer_records: { as: "user", args: { workspace: nobody, customer: nobody } },
  count_export_rows: { as: "anon", args: {} },
  count_workspace: { as: "user", args: { workspace: nobody, max_count: 1 } },
  customer_conversations: { as: "user", args: { workspace: nobody, customer: nobody } },
  customer_details: { as: "user", args: { workspace: nobody, customer: nobody } },
  customer_tickets: { as: "user", args: { workspace: nobody, customer: nobody } },
  describe_installation: { as: "user", args: {} },
  expire_stale_exports: { as: "user", args: { workspace: nobody } },
  export_answer: { as: "anon", args: {} },
  export_audit_log: { as: "anon", args: {} },
  export_contact: { as: "anon", args: {} },
  export_contact_conversations: { as: "anon", args: {} },
  export_contact_summary: { as: "anon", args: {} },
  export_information: { as: "anon", args: {} },
  export_redactions: { as: "anon", args: {} },
  export_contact_tickets: { as: "anon", args: {} },
  export_contact_titles: { as: "anon", args: { record: "conversations" } },
  export_contacts: { as: "anon", args: {} },
  export_conversation_children: { as: "anon", args: { conversation: nobody, child: "messages" } },
  export_conversation_rows: { as: "anon", args: {} },
  export_conversations: { as: "anon", args: {} },
  export_range_boundaries: { as: "anon", args: {} },
  export_ticket_children: { as: "anon", args: { ticket: nobody, child: "replies" } },
  export_transcript_rows: { as: "anon", args: { child: "messages" } },
  finish_export: {
    as: "anon",
    args: { outcome: "interrupted", rows_written: 0, bytes_written: 0, cells_guarded: 0, counts: {} },
  },
  known_names: { as: "user", args: { workspace: nobody, contacts: [nobody], candidates: ["doctor"] } },
  list_audit_entries: { as: "user", args: { workspace: nobody } },
  list_audited_exports: { as: "user", args: { workspace: nobody } },
  list_export_parts: { as: "anon", args: {} },
  list_exports: { as: "user", args: { workspace: nobody } },
  my_workspaces: { as: "user", args: {} },
  open_export: { as: "user", args: { export_id: nobody, token_hash: noHash } },
  preview_export: {
    as: "user",
    args: {
      ...{ workspace: nobody, kind: "contacts", format: "csv", scope: {} },
      ...{ include_notes: true, max_rows: 1, max_count: 1 },
    },
  },
  release_sign_in_attempt: { as: "anon", args: { account_and_ip: "doctor", account: "doctor", ip: "doctor" } },
  report_progress: { as: "anon", args: { rows_written: 0, bytes_written: 0 } },
  reserve_sign_in_attempt: { as: "anon", args: { account_and_ip: "doctor", account: "doctor", ip: "doctor" } },
  same_person: { as: "user", args: { workspace: nobody, customer: nobody } },
  search_customers: { as: "user", args: { workspace: nobody, types: ["lead"] } },
  started_exports: { as: "user", args: { workspace: nobody, of_kind: "contacts" } },
  thread_entries: {
    as: "user",
    args: { workspace: nobody, customer: nobody, parent_type: "conversation", parent: nobody },
  },
  verify_audit_log: { as: "user", args: { workspace: nobody } },
  verify_audited_exports: { as: "user", args: { workspace: nobody } },
};

/** Whether the Data API serves every function that the app calls. */
export async function checkFunctions(project: Project, { accessToken }: Session): Promise<Finding> {
  const limit = pLimit(4);
  const missing = await Promise.all(
    Object.entries(calls).map(([name, { as, args }]) =>
      limit(async () => {
        const isBatch = name.startsWith("export_");
        const headers = isBatch ? { accept: "text/plain" } : undefined;
        const answer = await project.rpc(name, args, as === "user" ? { accessToken, headers } : { headers });
        // 42883: Postgres has no such function. 42501 without a word of ours: it may not be executed.
        const isMissing = answer.status === 404 || answer.code === "42883";
        const isForbidden = answer.code === "42501" && /permission denied for (function|schema)/.test(answer.text);
        return isMissing ? `${name} is missing` : isForbidden ? `${name} may not be called` : null;
      }),
    ),
  );
  const problems = missing.filter((problem) => problem !== null);
  if (problems.length === 0) return ok(`all ${Object.keys(calls).length} can be called`);
  const named = problems.slice(0, 3).join(", ");
  const more = problems.length > 3 ? ` and ${problems.length - 3} more` : "";
  const hint =
    "Apply the migrations: npx supabase db push. If they are applied, let the API read the schema again: notify pgrst, 'reload schema';";
  return failed(named + more, hint);
}

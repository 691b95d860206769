import { randomBytes } from "node:crypto";
import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { functionRights } from "../support/function-rights";
import { clientsOf, makeFullWorkspace, type Role, roles, withToken } from "../support/roles";
import { sql } from "../support/stack";

// What each role can do through the Data API. Tables and functions come from the catalog; one that has no line here fails.

const members: Role[] = ["member", "member who is admin elsewhere", "admin", "owner"];
const admins: Role[] = ["admin", "owner"];
const tokenRoles: Role[] = [
  "token of contacts",
  "token of conversations",
  "token of one contact",
  "token of the audit log",
];

/** The roles that can read a workspace's rows of each table. The only writes that are allowed are inserts by admins into exports, privacy_texts, redactions and redaction_reasons, and deletes from the last two. */
const readers: Record<string, Role[]> = {
  tenants: members,
  members,
  accounts: members,
  customers: [...members, "token of contacts", "token of one contact"],
  conversations: [...members, "token of conversations", "token of one contact"],
  messages: [...members, "token of conversations", "token of one contact"],
  replies: [...members, "token of conversations", "token of one contact"],
  tickets: [...members, "token of one contact"],
  ticket_replies: [...members, "token of one contact"],
  ticket_notes: [...members, "token of one contact"],
  // The token of an ended export can read that export for ten minutes (decision 018).
  exports: [...admins, ...tokenRoles, "ended token"],
  audit_log: [...admins, "token of the audit log"],
  privacy_texts: [...admins, "token of one contact"],
  redaction_reasons: admins,
  redactions: [...admins, "token of one contact"],
};

let workspace: Awaited<ReturnType<typeof makeFullWorkspace>>;
let clients: Record<Role, SupabaseClient>;
let tokens: Partial<Record<Role, string>>;

beforeAll(async () => {
  workspace = await makeFullWorkspace();
  ({ clients, tokens } = await clientsOf(workspace));
});
afterAll(() => sql.end());

const relations = (schema: string) => sql`
  select relname as name from pg_class
  where relnamespace = ${schema}::regnamespace and relkind in ('r', 'v', 'm', 'p', 'f') order by 1`;
const publicTables = (await relations("public")).map(({ name }) => name as string);
const privateTables = (await relations("private")).map(({ name }) => name as string);

it("this test has a line for every table of the public schema", () => {
  expect(publicTables).toEqual(Object.keys(readers).sort());
});

describe.each(publicTables)("table %s", (table) => {
  const column = table === "tenants" ? "id" : "tenant_id";
  const digest = async () =>
    (
      await sql`
        select count(*), md5(string_agg(t::text, '' order by t::text)) from ${sql(table)} t
        where ${sql(column)} = ${workspace.id}`
    )[0];

  it.each(roles)("can be read by %s only if listed", async (role) => {
    const may = readers[table]?.includes(role) ?? false;
    const { data, error } = await clients[role].from(table).select(column).eq(column, workspace.id);
    const token = tokens[role];
    if (token) {
      const count = (other: string) =>
        withToken(token, `select from ${table} where ${column} ${other} $1`, [workspace.id]);
      expect((await count("=")) > 0).toBe(may);
      expect(await count("<>")).toBe(0);
      if (!may) expect(error ? [] : data).toEqual([]);
      return;
    }
    if (may) expect(error).toBeNull();
    expect((data ?? []).length > 0).toBe(may);
    if (role === "signed out") expect((await clients[role].from(table).select(column).limit(1)).data ?? []).toEqual([]);
  });

  it.each(roles)("cannot be inserted into, updated or deleted from by %s", async (role) => {
    const [{ row } = {}] = await sql`
      select to_jsonb(t) as row from ${sql(table)} t where ${sql(column)} = ${workspace.id} limit 1`;
    const generated = await sql`
      select attname as name from pg_attribute where attrelid = ${table}::regclass and attgenerated <> ''`;
    for (const { name } of generated) delete row[name];
    const before = await digest();
    const copy = { ...row, ...("id" in row ? { id: crypto.randomUUID() } : {}), slug: undefined };
    const rows = () => clients[role].from(table);
    const responses = [
      await rows().update({ created_at: "2020-01-01" }).eq(column, workspace.id).select(),
      await rows()
        .update({ [column]: crypto.randomUUID() })
        .eq(column, workspace.id)
        .select(),
      await rows()
        .upsert({ ...row, created_at: "2020-01-01" })
        .select(),
    ];
    // Admins can take back what an answer leaves out: redactions.test.ts.
    if (!["redactions", "redaction_reasons"].includes(table) || !admins.includes(role)) {
      responses.push(await rows().delete().eq(column, workspace.id).select());
    }
    // Admins can insert exports (access.test.ts), information (contact-package.test.ts), and what an answer leaves out.
    if (!["exports", "privacy_texts", "redactions", "redaction_reasons"].includes(table) || !admins.includes(role))
      responses.push(await rows().insert(copy).select());
    for (const { data, error } of responses) expect(error ? [] : data).toEqual([]);
    const token = tokens[role];
    if (token) {
      expect(await withToken(token, `update ${table} set created_at = '2020-01-01'`)).toBe(0);
      expect(await withToken(token, `update ${table} set ${column} = gen_random_uuid()`)).toBe(0);
      expect(await withToken(token, `delete from ${table}`)).toBe(0);
      const columns = Object.keys(row).map((name) => `"${name}"`);
      const insert = `insert into ${table} (${columns}) select ${columns} from json_populate_record(null::public.${table}, $1)`;
      expect(await withToken(token, insert, [copy as never])).toBe(0);
    }
    expect(await digest()).toEqual(before);
  });
});

it("the private schema has tables to test", () => {
  expect(privateTables).not.toEqual([]);
});

describe.each(privateTables)("table private.%s", (table) => {
  it.each(roles)("cannot be read or written by %s", async (role) => {
    for (const client of [clients[role], clients[role].schema("private")]) {
      const responses = [
        await client.from(table).select("*"),
        await client.from(table).insert({}),
        await client.from(table).update({ attempts: 0 }).gte("attempts", 0),
        await client.from(table).delete().gte("attempts", 0),
      ];
      for (const { error } of responses) expect(error).not.toBeNull();
    }
  });
});

const someKey = () => randomBytes(32).toString("hex");
// Returns 0: the attempt is allowed. The keys are HMACs that only the app can compute (docs/security.md).
const signIn = () => ({ account_and_ip: someKey(), account: someKey(), ip: someKey() });
const customerArgs = () => ({ workspace: workspace.id, customer: workspace.contact });
const finish = { outcome: "interrupted", rows_written: 0, bytes_written: 0, cells_guarded: 0, counts: {} };

/**
 * Each function's arguments and the roles that get a result; the others get an error or nothing: null, false, 0, [].
 * This tests grants and row-level security together.
 */
const functions: Record<string, { args: () => object; roles: Role[] }> = {
  answer_preview: { args: () => ({ workspace: workspace.id, contacts: [workspace.contact] }), roles: admins },
  audit_actors: { args: () => ({ workspace: workspace.id }), roles: admins },
  reserve_sign_in_attempt: { args: signIn, roles: [] },
  count_workspace: { args: () => ({ workspace: workspace.id, max_count: 100 }), roles: admins },
  started_exports: { args: () => ({ workspace: workspace.id, of_kind: "contacts" }), roles: admins },
  list_exports: { args: () => ({ workspace: workspace.id }), roles: admins },
  count_export_rows: { args: () => ({}), roles: tokenRoles },
  release_sign_in_attempt: { args: signIn, roles: [] },
  export_answer: { args: () => ({}), roles: ["token of one contact"] },
  export_audit_log: { args: () => ({}), roles: ["token of the audit log"] },
  export_range_boundaries: { args: () => ({}), roles: ["token of contacts", "token of conversations"] },
  export_contact: { args: () => ({}), roles: ["token of one contact"] },
  export_contact_conversations: { args: () => ({}), roles: ["token of one contact"] },
  export_contact_summary: { args: () => ({}), roles: ["token of one contact"] },
  export_information: { args: () => ({}), roles: ["token of one contact"] },
  export_redactions: { args: () => ({}), roles: ["token of one contact"] },
  export_contact_tickets: { args: () => ({}), roles: ["token of one contact"] },
  export_contact_titles: { args: () => ({ record: "conversations" }), roles: ["token of one contact"] },
  export_contacts: { args: () => ({}), roles: ["token of contacts"] },
  export_conversation_children: {
    args: () => ({ conversation: workspace.conversation, child: "messages" }),
    roles: ["token of conversations", "token of one contact"],
  },
  export_conversation_rows: { args: () => ({}), roles: ["token of conversations"] },
  export_conversations: { args: () => ({}), roles: ["token of conversations"] },
  export_ticket_children: {
    args: () => ({ ticket: workspace.ticket, child: "replies" }),
    roles: ["token of one contact"],
  },
  export_transcript_rows: { args: () => ({ child: "messages" }), roles: ["token of conversations"] },
  same_person: { args: customerArgs, roles: admins },
  search_customers: { args: () => ({ workspace: workspace.id, types: ["lead"] }), roles: members },
  my_workspaces: { args: () => ({ only_slug: workspace.slug }), roles: members },
  customer_details: { args: customerArgs, roles: members },
  customer_conversations: { args: customerArgs, roles: members },
  customer_tickets: { args: customerArgs, roles: members },
  count_customer_records: { args: customerArgs, roles: members },
  finish_export: { args: () => finish, roles: tokenRoles },
  // The exports of these tokens have no parts.
  list_export_parts: { args: () => ({}), roles: [] },
  open_export: {
    args: () => ({ export_id: pending, token_hash: someKey() }),
    roles: ["admin"],
  },
  report_progress: { args: () => ({ rows_written: 0, bytes_written: 0 }), roles: tokenRoles },
  describe_installation: { args: () => ({}), roles: [...members, "admin elsewhere"] },
  expire_stale_exports: { args: () => ({ workspace: workspace.id }), roles: [] },
  known_names: {
    args: () => ({ workspace: workspace.id, contacts: [workspace.contact], candidates: ["a CUSTOMER"] }),
    roles: admins,
  },
  list_audit_entries: { args: () => ({ workspace: workspace.id }), roles: admins },
  list_audited_exports: { args: () => ({ workspace: workspace.id }), roles: admins },
  preview_export: {
    args: () => ({
      ...{ workspace: workspace.id, kind: "contacts", format: "csv", scope: { types: ["lead"] } },
      ...{ include_notes: true, max_rows: 20, max_count: 100 },
    }),
    roles: admins,
  },
  thread_entries: {
    args: () => ({ ...customerArgs(), parent_type: "conversation", parent: workspace.conversation }),
    roles: members,
  },
  verify_audit_log: { args: () => ({ workspace: workspace.id }), roles: admins },
  verify_audited_exports: { args: () => ({ workspace: workspace.id }), roles: admins },
};
let pending: string;

const publicFunctions =
  await sql`select proname as name from pg_proc where pronamespace = 'public'::regnamespace order by 1`;

it("this test has a line for every function of the public schema", () => {
  expect(publicFunctions.map(({ name }) => name)).toEqual(Object.keys(functions).sort());
});

describe("function", () => {
  beforeEach(async () => {
    ({ clients, tokens } = await clientsOf(workspace));
    const values = { tenant_id: workspace.id, kind: "contacts", format: "csv" };
    pending = (await clients.admin.from("exports").insert(values).select("id").single()).data?.id;
  });

  it.each(Object.entries(functions))(
    "%s gives a result to the listed roles only",
    async (name, { args, roles: expected }) => {
      const got: Role[] = [];
      for (const role of roles) {
        const call = clients[role].rpc(name, args());
        const { data, error } = await (name.startsWith("export_") ? call.setHeader("Accept", "text/plain") : call);
        // supabase-js reports a text that is not JSON as an error without a code.
        const text = error && !error.code ? error.message : null;
        const rows = name.startsWith("verify_") ? data?.[0]?.checked : (text ?? data);
        // An empty batch is a result; a role that cannot read it gets an error.
        const nothing = !rows || (Array.isArray(rows) && rows.length === 0 && !name.startsWith("export_"));
        if ((!error || text) && !nothing) got.push(role);
      }
      expect(got).toEqual(roles.filter((role) => expected.includes(role)));
    },
  );
});

it("every function can be executed by the listed database roles only", async () => {
  const grants = await sql`
    select p.pronamespace::regnamespace || '.' || p.proname as name,
      array_remove(array_agg(case when a.grantee = 0 then 'public' else a.grantee::regrole::text end order by a.grantee::regrole::text), 'postgres') as roles
    from pg_proc p left join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a on true
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
    group by p.oid order by 1`;
  expect(Object.fromEntries(grants.map(({ name, roles: list }) => [name, list]))).toEqual(functionRights);
});

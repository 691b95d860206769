import { randomBytes } from "node:crypto";
import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clientsOf, makeFullWorkspace, type Role, roles, withToken } from "../support/roles";
import { sql } from "../support/stack";

// Who gets what through the Data API. Tables and functions come from the catalogue, what is expected stands here: a new one
// without its line fails.

const people: Role[] = ["member", "member who is admin elsewhere", "admin", "owner"];
const admins: Role[] = ["admin", "owner"];
const tickets: Role[] = [
  "ticket of contacts",
  "ticket of conversations",
  "ticket of one contact",
  "ticket of the audit log",
];

/** Who reads a workspace's rows of each table. Only an export may be inserted, and by admins; nothing else is written by anybody. */
const readers: Record<string, Role[]> = {
  tenants: people,
  members: people,
  accounts: people,
  customers: [...people, "ticket of contacts", "ticket of one contact"],
  conversations: [...people, "ticket of conversations", "ticket of one contact"],
  messages: [...people, "ticket of conversations", "ticket of one contact"],
  replies: [...people, "ticket of conversations", "ticket of one contact"],
  tickets: [...people, "ticket of one contact"],
  ticket_replies: [...people, "ticket of one contact"],
  ticket_notes: [...people, "ticket of one contact"],
  // An ended ticket's own run, for ten minutes (decision 018).
  exports: [...admins, ...tickets, "ended ticket"],
  audit_log: [...admins, "ticket of the audit log"],
};

let workspace: Awaited<ReturnType<typeof makeFullWorkspace>>;
let clients: Record<Role, SupabaseClient>;
let ticketOf: Partial<Record<Role, string>>;

beforeAll(async () => {
  workspace = await makeFullWorkspace();
  ({ clients, tickets: ticketOf } = await clientsOf(workspace));
});
afterAll(() => sql.end());

const relations = (schema: string) => sql`
  select relname as name from pg_class
  where relnamespace = ${schema}::regnamespace and relkind in ('r', 'v', 'm', 'p', 'f') order by 1`;
const publicTables = (await relations("public")).map(({ name }) => name as string);
const privateTables = (await relations("private")).map(({ name }) => name as string);

it("the tables expected here are those that there are", () => {
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

  it.each(roles)("select by %s", async (role) => {
    const may = readers[table]?.includes(role) ?? false;
    const { data, error } = await clients[role].from(table).select(column).eq(column, workspace.id);
    const ticket = ticketOf[role];
    if (ticket) {
      const count = (other: string) =>
        withToken(ticket, `select from ${table} where ${column} ${other} $1`, [workspace.id]);
      expect((await count("=")) > 0).toBe(may);
      expect(await count("<>")).toBe(0);
      if (!may) expect(error ? [] : data).toEqual([]);
      return;
    }
    if (may) expect(error).toBeNull();
    expect((data ?? []).length > 0).toBe(may);
    if (role === "nobody") expect((await clients[role].from(table).select(column).limit(1)).data ?? []).toEqual([]);
  });

  it.each(roles)("insert, update, upsert and delete by %s", async (role) => {
    const [{ row } = {}] = await sql`
      select to_jsonb(t) as row from ${sql(table)} t where ${sql(column)} = ${workspace.id} limit 1`;
    const before = await digest();
    const copy = { ...row, ...("id" in row ? { id: crypto.randomUUID() } : {}), slug: undefined };
    const rows = () => clients[role].from(table);
    const answers = [
      await rows().update({ created_at: "2020-01-01" }).eq(column, workspace.id).select(),
      await rows()
        .update({ [column]: crypto.randomUUID() })
        .eq(column, workspace.id)
        .select(),
      await rows()
        .upsert({ ...row, created_at: "2020-01-01" })
        .select(),
      await rows().delete().eq(column, workspace.id).select(),
    ];
    // An export asked for properly is the one thing that somebody may insert: see access.test.ts.
    if (table !== "exports" || !admins.includes(role)) answers.push(await rows().insert(copy).select());
    for (const { data, error } of answers) expect(error ? [] : data).toEqual([]);
    const ticket = ticketOf[role];
    if (ticket) {
      expect(await withToken(ticket, `update ${table} set created_at = '2020-01-01'`)).toBe(0);
      expect(await withToken(ticket, `update ${table} set ${column} = gen_random_uuid()`)).toBe(0);
      expect(await withToken(ticket, `delete from ${table}`)).toBe(0);
      const insert = `insert into ${table} select * from json_populate_record(null::public.${table}, $1)`;
      expect(await withToken(ticket, insert, [copy as never])).toBe(0);
    }
    expect(await digest()).toEqual(before);
  });
});

describe.each(privateTables)("table private.%s", (table) => {
  it.each(roles)("is out of reach of %s", async (role) => {
    for (const client of [clients[role], clients[role].schema("private")]) {
      const answers = [
        await client.from(table).select("*"),
        await client.from(table).insert({}),
        await client.from(table).update({ attempts: 0 }).gte("attempts", 0),
        await client.from(table).delete().gte("attempts", 0),
      ];
      for (const { error } of answers) expect(error).not.toBeNull();
    }
  });
});

const someKey = () => randomBytes(32).toString("hex");
// Answers 0, an attempt that may be made: nobody can name the keys of somebody else's (docs/security.md).
const signIn = () => ({ account_and_ip: someKey(), account: someKey(), ip: someKey() });
const finish = { outcome: "interrupted", rows_written: 0, bytes_written: 0, cells_guarded: 0, counts: {} };

/**
 * Each function's arguments, and who gets anything out of it; for the others it is an error, or nothing: null, false, 0, [].
 * Who may call which is a matter of grants, what they get one of row-level security; here the two are asked together.
 */
const functions: Record<string, { ask: () => object; roles: Role[] }> = {
  audit_actors: { ask: () => ({ workspace: workspace.id }), roles: admins },
  reserve_sign_in_attempt: { ask: signIn, roles: [] },
  count_workspace: { ask: () => ({ workspace: workspace.id, max_count: 100 }), roles: admins },
  count_export_rows: { ask: () => ({}), roles: tickets },
  release_sign_in_attempt: { ask: signIn, roles: [] },
  export_audit_log: { ask: () => ({}), roles: ["ticket of the audit log"] },
  export_range_boundaries: { ask: () => ({}), roles: ["ticket of contacts", "ticket of conversations"] },
  export_contact: { ask: () => ({}), roles: ["ticket of one contact"] },
  export_contacts: { ask: () => ({}), roles: ["ticket of contacts"] },
  export_conversation_children: {
    ask: () => ({ conversation: workspace.conversation, child: "messages" }),
    roles: ["ticket of conversations"],
  },
  export_conversations: { ask: () => ({}), roles: ["ticket of conversations"] },
  search_customers: { ask: () => ({ workspace: workspace.id, types: ["lead"] }), roles: people },
  finish_export: { ask: () => finish, roles: tickets },
  open_export: {
    ask: () => ({ export_id: pending, token_hash: someKey() }),
    roles: ["admin"],
  },
  report_progress: { ask: () => ({ rows_written: 0, bytes_written: 0 }), roles: tickets },
  expire_stale_exports: { ask: () => ({ workspace: workspace.id }), roles: [] },
  verify_audit_log: { ask: () => ({ workspace: workspace.id }), roles: admins },
};
let pending: string;

const publicFunctions =
  await sql`select proname as name from pg_proc where pronamespace = 'public'::regnamespace order by 1`;

it("the functions expected here are those that there are", () => {
  expect(publicFunctions.map(({ name }) => name)).toEqual(Object.keys(functions).sort());
});

describe("functions", () => {
  beforeEach(async () => {
    ({ clients, tickets: ticketOf } = await clientsOf(workspace));
    const asked = { tenant_id: workspace.id, kind: "contacts", format: "csv" };
    pending = (await clients.admin.from("exports").insert(asked).select("id").single()).data?.id;
  });

  it.each(Object.entries(functions))("%s", async (name, { ask, roles: expected }) => {
    const got: Role[] = [];
    for (const role of roles) {
      const question = clients[role].rpc(name, ask());
      const { data, error } = await (name.startsWith("export_")
        ? question.setHeader("Accept", "text/plain")
        : question);
      // supabase-js takes a text that is no JSON for an error without a code.
      const text = error && !error.code ? error.message : null;
      const rows = name === "verify_audit_log" ? data?.[0]?.checked : (text ?? data);
      // A page of a file may be empty; whoever may not read it gets an error.
      const nothing = !rows || (Array.isArray(rows) && rows.length === 0 && !name.startsWith("export_"));
      if ((!error || text) && !nothing) got.push(role);
    }
    expect(got).toEqual(roles.filter((role) => expected.includes(role)));
  });
});

/** Who may execute each function at all, by the database's own roles. */
const granted: Record<string, string[]> = {
  ...Object.fromEntries(
    Object.keys(functions).map((name) => [
      `public.${name}`,
      /^(audit_actors|count_workspace|search_customers|open_export|expire_stale_exports|verify_audit_log)$/.test(name)
        ? ["authenticated"]
        : ["anon"],
    ]),
  ),
  "private.reserve_sign_in_attempt": ["anon"],
  "private.release_sign_in_attempt": ["anon"],
  "private.export_id_by_token": ["anon"],
  "private.closing_export_id": ["anon"],
  "private.current_export": ["anon"],
  "private.readable_tenant_id": ["anon"],
  "private.require_export": ["anon"],
  "private.batch_response": ["anon"],
  "private.my_tenants": ["authenticated"],
  "private.my_admin_tenants": ["authenticated"],
  "private.search_customers": ["authenticated"],
  "private.count_workspace": ["authenticated"],
  "private.expire_stale_exports": ["authenticated"],
  "private.canonical_entry": ["authenticated"],
  "private.canonical_json": ["authenticated"],
};

it("no function may be called by a role that is not named here", async () => {
  const grants = await sql`
    select p.pronamespace::regnamespace || '.' || p.proname as name,
      array_remove(array_agg(case when a.grantee = 0 then 'everybody' else a.grantee::regrole::text end), 'postgres') as roles
    from pg_proc p left join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a on true
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
    group by p.oid order by 1`;
  const found = Object.fromEntries(grants.map(({ name, roles: list }) => [name, list]));
  for (const [name, list] of Object.entries(found)) expect(list, name).toEqual(granted[name] ?? []);
  expect(Object.keys(granted).filter((name) => !(name in found))).toEqual([]);
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  auditedContactId,
  exporterId,
  fillPages,
  frequentSha256,
  visitedEmail,
} from "../../../bench/scenarios/pages-data";
import { type Caller, rowsRead } from "../../support/rows-read";
import { sql } from "../../support/stack";
import { makeWorkspace } from "../../support/workspace";

// How many rows pages and exports read for what they return, as the role that runs each statement, with row-level security. Plans
// depend on the number of rows: at a million, which takes some minutes, with
//   PAGE_ROWS=1000000 npm test -- integration:exclusive/rows-that-pages-read

const rows = Number(process.env.PAGE_ROWS ?? 20_000);

/** What statements are written with: $large is a workspace with all the rows, $small one of 100 contacts in the same tables. */
const values: Record<string, string> = { system: "null" };
let admin: string;

beforeAll(async () => {
  const [large, small] = [await makeWorkspace("reads-large"), await makeWorkspace("reads-small")];
  await fillPages(sql, large.id, rows);
  await sql`
    insert into customers (tenant_id, type, name, email, created_at)
    select ${small.id}, 'contact', 'Rare Person ' || n, 'rare' || n || '@small.example', timestamptz '2025-06-01' + n * interval '1 day'
    from generate_series(1, 100) n`;
  await sql`
    insert into conversations (tenant_id, subject)
    select ${large.id}, 'Conversation ' || n from generate_series(1, ${rows}::int) n`;
  const [talkative] = await sql`
    insert into customers (tenant_id, type, name) values (${large.id}, 'contact', 'Talks Often') returning id`;
  await sql`
    insert into conversations (tenant_id, customer_id, created_at)
    select ${large.id}, ${talkative?.id}, timestamptz '2025-01-01' + n * interval '1 hour' from generate_series(1, 6000) n`;
  await sql`vacuum analyze`;
  const [found] = await sql`
    select (select id from auth.users where email = 'admin@acme.test') as admin,
      (select id from customers where tenant_id = ${large.id} and email = ${visitedEmail}) as visited,
      (select email from customers where tenant_id = ${large.id} and email like '%@example.com' order by created_at limit 1) as email,
      (select id from exports where tenant_id = ${large.id} order by created_at limit 1) as export`;
  admin = found?.admin;
  const counts = await sql`select type, count(*)::int from customers where tenant_id = ${large.id} group by type`;
  for (const { type, count } of counts) customersOf[type] = count;
  Object.assign(values, {
    large: large.id,
    small: small.id,
    visited: found?.visited,
    email: found?.email,
    export: found?.export,
    talkative: talkative?.id,
    user: exporterId(3),
    // By then half of the exports and entries had been made.
    middle: "2025-10-14 00:00:00+00",
    hash: frequentSha256,
    target: auditedContactId,
  });
}, 900_000);
afterAll(() => sql.end());

const withValues = (text: string) => text.replace(/\$(\w+)/g, (_, name) => values[name] ?? `no value ${name}`);

/** A search as the pages make it. */
const search = (text: string, types: string, workspace = "$large", before = "") =>
  `select * from search_customers('${workspace}', '{${types}}', '${text}'${before}, page_rows => 51)`;
const cursor = (date: string) => `, '${date}', 'ffffffff-ffff-ffff-ffff-ffffffffffff'`;

/** How many customers of each type the large workspace has. */
const customersOf: Record<string, number> = {};

/**
 * For each type, the newest 4,000 customers are looked through before the index is. Of a type with fewer, all may be read, but none of
 * another type.
 */
const newest = (types: string) =>
  types.split(",").reduce((sum, type) => sum + 2 * Math.min(4_001, customersOf[type] ?? 0), 0);

const searches = [
  "",
  "äö",
  "ö",
  "@",
  "_",
  "~",
  "e",
  "x",
  "7",
  "zzz",
  "qx",
  "example.com",
  "nakamura gmbh",
  "nobody at all",
  "$email",
  "x@example.com",
  '"p',
];

describe("a search reads the newest customers and its matches, no others", () => {
  const inLarge = ["contact", "former_customer", "lead", "visitor", "contact,former_customer"].flatMap((types) =>
    searches.flatMap((text) => [
      { name: `"${text}" among ${types}`, types, statement: search(text, types) },
      {
        name: `"${text}" among ${types}, later page`,
        types,
        statement: search(text, types, "$large", cursor("2025-07-01")),
      },
    ]),
  );
  it.each(inLarge)("$name", async ({ types, statement }) => {
    const { read, returned } = await rowsRead({ user: admin }, withValues(statement));
    // Matches that are rare among the newest: at most as many more as their share would make.
    expect(read.customers).toBeLessThanOrEqual(newest(types) + 4 * returned + (rows * 51) / 4_000);
  });

  it.each(searches)('"%s" in a small workspace beside a large one', async (text) => {
    const { read } = await rowsRead({ user: admin }, withValues(search(text, "contact,lead", "$small")));
    expect(read.customers).toBeLessThanOrEqual(201);
  });
});

const exportColumns = "id, kind, status, sha256, receipt";
const exportsOf = `select ${exportColumns} from exports where tenant_id = '$large'`;
const entries = (filters: string) => `select * from list_audited_exports('$large', 26, ${filters})`;

/**
 * The lines of a page and the first of the next: the export's two entries are read to match them, to compare them and to return them. One
 * more entry can be read to see that there are others.
 */
const auditedExports = 26 * 2 * 5 + 1;

/** A statement of a page: its table, and at most how many rows of it it reads. */
type PageRead = [name: string, statement: string, table: string, atMost: number];

const hashOfHalf: PageRead[] = [
  [
    "a hash of half the exports",
    `${exportsOf} and sha256 = '$hash' and status = 'completed' order by created_at, id limit 500`,
    "exports",
    500,
  ],
  [
    "later exports with a hash of half the exports",
    `${exportsOf} and sha256 = '$hash' and status = 'completed' and created_at >= '$middle'
      and (created_at > '$middle' or (created_at = '$middle' and id > '$export')) order by created_at, id limit 500`,
    "exports",
    501,
  ],
];

const pages: PageRead[] = [
  ["the list of exports", "select * from list_exports('$large', max_rows => 21)", "exports", 21],
  ["the oldest exports", "select * from list_exports('$large', oldest_first => true, max_rows => 21)", "exports", 21],
  [
    "an older page of the list of exports",
    "select * from list_exports('$large', after_created_at => '$middle', after_id => '$export', max_rows => 21)",
    "exports",
    21,
  ],
  [
    "an older page of exports of one kind",
    "select * from list_exports('$large', 'conversations', after_created_at => '$middle', after_id => '$export', max_rows => 21)",
    "exports",
    21,
  ],
  ["exports of a kind without any", "select * from list_exports('$large', 'audit_log')", "exports", 0],
  ["exports of a status without any", "select * from list_exports('$large', of_status => 'failed')", "exports", 0],
  ["exports of a kind and a status", "select * from list_exports('$large', 'conversations', 'failed')", "exports", 0],
  ["running exports", `${exportsOf} and status = 'running' order by started_at limit 50`, "exports", 50],
  ["an export by its id", `${exportsOf} and id = '$export'`, "exports", 1],
  [
    "a file's hash",
    `${exportsOf} and sha256 = md5('a3') || md5('b3') and status = 'completed' order by created_at limit 100`,
    "exports",
    1,
  ],
  // Among fewer exports, sorting all of them takes less time.
  ...(rows < 100_000 ? [] : hashOfHalf),
  ["the last export of contacts", "select * from started_exports('$large', 'contacts')", "exports", 1],
  ["the last export of conversations", "select * from started_exports('$large', 'conversations')", "exports", 1],
  ["the last export of a kind without any", "select * from started_exports('$large', 'audit_log')", "exports", 1],
  ["the last failed export", "select * from started_exports('$large', 'contacts', 'failed')", "exports", 1],
  [
    "the last export of a contact",
    "select * from started_exports('$large', 'contact', target => '$visited')",
    "exports",
    1,
  ],
  ["exports to expire", "select expire_stale_exports('$large')", "exports", 50],
  ["the audit log", "select * from list_audited_exports('$large', 26)", "audit_log", auditedExports],
  ["an old page of the audit log", entries("before_seq => 5000"), "audit_log", auditedExports],
  ["one user's entries", entries("actor => '$user'"), "audit_log", auditedExports],
  ["an older page of one user's entries", entries("actor => '$user', before_seq => 5007"), "audit_log", auditedExports],
  ["entries of one action", entries("of_action => 'export.failed'"), "audit_log", auditedExports],
  ["entries of an action that no entry has", entries("of_action => 'export.cancelled'"), "audit_log", auditedExports],
  ["one user's failures", entries("actor => '$user', of_action => 'export.failed'"), "audit_log", auditedExports],
  ["the system's entries", entries("by_system => true"), "audit_log", auditedExports],
  [
    "the system's entries of an action that none of its entries has",
    entries("by_system => true, of_action => 'export.contacts'"),
    "audit_log",
    auditedExports,
  ],
  ["entries of a day", entries("from_day => '2025-01-01', to_day => '2025-01-01'"), "audit_log", auditedExports],
  ["entries until a day", entries("to_day => '2024-12-31'"), "audit_log", auditedExports],
  [
    "one user's entries of a day",
    entries("actor => '$user', from_day => '2025-01-01', to_day => '2025-01-01'"),
    "audit_log",
    auditedExports,
  ],
  [
    "one user's failures until a day",
    entries("actor => '$user', of_action => 'export.failed', to_day => '2024-12-31'"),
    "audit_log",
    auditedExports,
  ],
  [
    "failures until a day",
    entries("of_action => 'export.failed', to_day => '2024-12-31'"),
    "audit_log",
    auditedExports,
  ],
  [
    "the system's failures until a day",
    entries("by_system => true, of_action => 'export.failed', to_day => '2024-12-31'"),
    "audit_log",
    auditedExports,
  ],
  ["entries about a contact", entries("of_id => '$target'"), "audit_log", auditedExports],
  [
    "an older page of entries about a contact",
    entries("of_id => '$target', before_seq => 5007"),
    "audit_log",
    auditedExports,
  ],
  ["an export's line", entries("of_id => '$export'"), "audit_log", 20],
  ["a line of an id that nothing has", entries("of_id => '$small'"), "audit_log", 1],
  ["entries of a file that half the exports have", entries("of_file => '$hash'"), "audit_log", auditedExports],
  ["an entry of a file that one export has", entries("of_file => md5('a3') || md5('b3')"), "audit_log", 20],
  ["an entry's line", entries("of_entry => 5007"), "audit_log", 20],
  ["the entries of an export", "select * from list_audit_entries('$large', of_export => '$export')", "audit_log", 2],
  [
    "who cancelled an export",
    "select export_id, actor_name from audit_log where tenant_id = '$large' and action = 'export.cancelled' and export_id in ('$export')",
    "audit_log",
    2,
  ],
  // One lookup for each of the 20 users.
  ["the users in the audit log", "select * from audit_actors('$large')", "audit_log", 45],
  ["5,000 entries to verify", "select checked from verify_audit_log('$large')", "audit_log", 5_001],
  ["the exports of 5,000 entries to verify", "select checked from verify_audit_log('$large')", "exports", 5_001],
  ["5,000 exports to verify", "select checked from verify_audited_exports('$large')", "exports", 5_001],
  ["the number of contacts and conversations", "select * from count_workspace('$large', 10000)", "customers", 10_100],
  ["the number of conversations", "select * from count_workspace('$large', 10000)", "conversations", 10_100],
  ["the number of contacts of a small workspace", "select * from count_workspace('$small', 10000)", "customers", 100],
  ["a contact", "select * from customer_details('$large', '$visited')", "customers", 1],
  ["a contact's conversations", "select * from customer_conversations('$large', '$visited')", "conversations", 60],
  ["a contact's messages", "select * from customer_conversations('$large', '$visited')", "messages", 800],
  ["a contact's tickets", "select * from customer_tickets('$large', '$visited')", "tickets", 60],
  [
    "the conversations of a contact's tickets",
    "select * from customer_tickets('$large', '$visited')",
    "conversations",
    41,
  ],
  [
    "the number of a contact's conversations",
    "select * from count_customer_records('$large', '$visited')",
    "conversations",
    100,
  ],
  ["the number of a contact's messages", "select * from count_customer_records('$large', '$visited')", "messages", 800],
];

it.each(pages)("a page that shows %s reads no other rows", async (_name, statement, table, atMost) => {
  const { read } = await rowsRead({ user: admin }, withValues(statement));
  expect(read[table]).toBeLessThanOrEqual(atMost);
});

/** Batches of an export: what they read of which table. */
const batches: [name: string, kind: string, statement: string, table: string, atMost: number][] = [
  ["the first contacts", "contacts", "select export_contacts()", "customers", 1_001],
  [
    "contacts from the middle on, without an end",
    "contacts",
    "select export_contacts('2026-01-01')",
    "customers",
    1_001,
  ],
  [
    "the last contacts, without an end",
    "contacts",
    "select export_contacts('2026-09-30 02:00:00')",
    "customers",
    1_001,
  ],
  [
    "contacts up to a cursor",
    "contacts",
    "select export_contacts('2026-01-01', until_created_at => '2026-01-01 12:00:00')",
    "customers",
    1_001,
  ],
  ["the boundaries of 50 batches of contacts", "contacts", "select export_range_boundaries()", "customers", 50_000],
  ["the first conversations", "conversations", "select export_conversations()", "conversations", 250],
  ["the first audit entries", "audit_log", "select export_audit_log()", "audit_log", 1_001],
  ["the last audit entries", "audit_log", `select export_audit_log(${rows - 10})`, "audit_log", 12],
];

it.each(batches)("a batch of %s reads no other rows", async (_name, kind, statement, table, atMost) => {
  const caller: Caller = { export: { user: admin, workspace: values.large as string, kind } };
  const { read } = await rowsRead(caller, withValues(statement));
  expect(read[table]).toBeLessThanOrEqual(atMost);
  expect(read[table]).toBeGreaterThan(0);
});

it("an audit log export of three days late in the log reads their entries, not those before", async () => {
  const scope = { from: "2026-08-01", to: "2026-08-03" };
  const caller: Caller = { export: { user: admin, workspace: values.large as string, kind: "audit_log", scope } };
  const { read } = await rowsRead(caller, "select export_audit_log()");
  const entries = Math.round((3 * 1440 * rows) / 1_000_000);
  expect(read.audit_log).toBeGreaterThanOrEqual(entries);
  // Once to find their numbers, once to read them.
  expect(read.audit_log).toBeLessThan(4 * entries + 50);
});

it.each([
  ["contacts", '{"types": ["lead"]}', "customers", "$large"],
  ["conversations", '{"status": ["open"]}', "conversations", "$large"],
  ["audit_log", "{}", "audit_log", "$small"],
])("a preview of %s counts no further than it says, in its own workspace", async (kind, scope, table, workspace) => {
  const statement = `select from preview_export('${workspace}', '${kind}', 'csv', '${scope}', true, 20, 1000)`;
  const { read } = await rowsRead({ user: admin }, withValues(statement));
  expect(read[table]).toBeLessThanOrEqual(1_300);
});

it("the titles of a contact with very many conversations are read a batch at a time", async () => {
  const caller: Caller = {
    export: { user: admin, workspace: values.large as string, kind: "contact", contact: values.talkative },
  };
  const after = "'2025-06-01', 'ffffffff-ffff-ffff-ffff-ffffffffffff'";
  const { read } = await rowsRead(caller, `select export_contact_titles('conversations', ${after})`);
  // The second batch of 6,000: those before it are not read, those after it neither.
  expect(read.conversations).toBeGreaterThanOrEqual(2_000);
  expect(read.conversations).toBeLessThan(5_000);
});

it("a batch of a conversation's messages reads no others, also before there are statistics on it", async () => {
  const workspace = values.large as string;
  const [{ id } = {}] = await sql`insert into conversations (tenant_id) values (${workspace}) returning id`;
  await sql`
    insert into messages (tenant_id, conversation_id, role, content, created_at)
    select ${workspace}, ${id}, 'user', 'm' || n, timestamptz '2025-01-01' + n * interval '1 minute' from generate_series(1, 20000) n`;
  const caller: Caller = { export: { user: admin, workspace, kind: "conversations" } };
  const after = "'2025-01-05', '00000000-0000-0000-0000-000000000000'";
  const { read } = await rowsRead(caller, `select export_conversation_children('${id}', 'messages', ${after})`);
  expect(read.messages).toBeGreaterThan(4_000);
  expect(read.messages).toBeLessThan(6_000);
});

it("the entries of exports are found by their exports, also before there are statistics on a workspace", async () => {
  const fresh = await makeWorkspace("reads-fresh");
  await sql`update tenants set max_running_exports = 1000 where id = ${fresh.id}`;
  await sql.begin(async (tx) => {
    const [owner] = await tx`select user_id from members where tenant_id = ${fresh.id} and role = 'owner'`;
    await tx`select set_config('request.jwt.claim.sub', ${owner?.user_id}, true)`;
    // Never downloaded: each has one entry.
    await tx`insert into exports (tenant_id, kind, format) select ${fresh.id}, 'contacts', 'csv' from generate_series(1, 1000)`;
  });
  const verification = await rowsRead({ user: admin }, `select checked from verify_audited_exports('${fresh.id}')`);
  expect(verification.read.audit_log).toBeLessThanOrEqual(2_000);
  const page = await rowsRead({ user: admin }, `select * from list_audited_exports('${fresh.id}', max_exports => 26)`);
  expect(page.returned).toBe(26);
  expect(page.read.audit_log).toBeLessThanOrEqual(200);
});

it("a single contact's batches read its own conversations", async () => {
  const caller: Caller = {
    export: { user: admin, workspace: values.large as string, kind: "contact", contact: values.visited },
  };
  for (const batch of ["export_contact()", "export_contact_conversations()", "export_contact_tickets()"]) {
    const { read } = await rowsRead(caller, `select ${batch}`);
    // Its 400 messages are checked against their conversation, when they are counted and when they are read. An index has two entries
    // of a changed conversation until a vacuum, which waits for the transactions of other tests.
    expect(read.conversations, batch).toBeLessThanOrEqual(1_700);
    expect(read.tickets, batch).toBeLessThanOrEqual(500);
    expect(read.messages, batch).toBeLessThanOrEqual(1_000);
  }
});

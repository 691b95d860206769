// A file does not depend on the settings of the database it comes from: `alter database`, `alter role`, a connection's own.
import { createHash } from "node:crypto";
import postgres, { type Sql, type TransactionSql } from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BatchFunction } from "@/lib/exports/source/fetch-batches";
import { accessTokenOf, dataApi, openExport } from "../support/roles";
import { sql, stack } from "../support/stack";
import { controlStack, waitForApi } from "../support/stack-control";
import { type ExportFields, TestUser } from "../support/test-user";
import { endedExport, makeWorkspace } from "../support/workspace";

/** How values are printed, and how text is read. */
const printing = {
  DateStyle: "German, DMY",
  TimeZone: "Asia/Kathmandu",
  IntervalStyle: "sql_standard",
  extra_float_digits: "-15",
  bytea_output: "escape",
  xmlbinary: "hex",
  xmloption: "document",
  lc_messages: "POSIX",
  lc_monetary: "POSIX",
  lc_numeric: "POSIX",
  lc_time: "POSIX",
  standard_conforming_strings: "off",
  escape_string_warning: "off",
  backslash_quote: "on",
  array_nulls: "off",
  transform_null_equals: "on",
  quote_all_identifiers: "on",
  search_path: "pg_temp",
};

/** How statements are planned: the order of rows must come from the statement. */
const planning = {
  enable_sort: "off",
  enable_indexscan: "off",
  enable_indexonlyscan: "off",
  enable_nestloop: "off",
  enable_incremental_sort: "off",
  enable_hashagg: "off",
  plan_cache_mode: "force_custom_plan",
  parallel_setup_cost: "0",
  parallel_tuple_cost: "0",
  min_parallel_table_scan_size: "0",
  work_mem: "64kB",
  jit: "on",
  jit_above_cost: "0",
};

const open = (connection: Record<string, string>) =>
  postgres(stack.dbUrl, { max: 1, onnotice: () => {}, fetch_types: false, connection });

let workspace: { id: string; slug: string };
let contact: string;
let otherRecord: string;
let admin: TestUser;

beforeAll(async () => {
  workspace = await makeWorkspace("settings");
  const { id } = workspace;
  await sql`update tenants set max_running_exports = 1000 where id = ${id}`;
  // Times whose day and month can be mistaken for each other, with microseconds, at both ends and before Christ; numbers and
  // texts that a setting could change. More than two batches of contacts, several of them with the same time.
  await sql`
    insert into customers (tenant_id, type, name, email, notes, metadata, created_at, last_seen_at, promoted_at, churned_at)
    select ${id}, 'contact', 'Ä ' || n || ' \\ ''"', 'p' || n || '@example.test', E'a\\b\nc', format('{"x": 1.10, "big": 12345678901234567890, "n": %s, "text": "\\\\u00e4 \\\\\\\\"}', n)::jsonb,
      timestamptz '2026-02-03 04:05:06.000007+00' + n / 3 * interval '1 minute 0.000001 second', 'infinity', '-infinity', '0044-03-15 12:00:00+00 BC'
    from generate_series(1, 2200) n`;
  const [{ id: first } = {}] =
    await sql`select id from customers where tenant_id = ${id} order by created_at, id limit 1`;
  contact = first;
  const [other] = await sql`
    insert into customers (tenant_id, type, email, name)
    select tenant_id, 'lead', upper(email), repeat('Ä ', 20) from customers where id = ${contact} returning id`;
  otherRecord = other?.id;
  await sql`
    insert into conversations (tenant_id, subject, customer_id, created_at)
    select ${id}, 'Subject \\ ' || n, case when n % 100 = 0 then ${contact}::uuid end, timestamptz '2026-03-04 05:06:07.5+00' + n / 2 * interval '1 day'
    from generate_series(1, 500) n`;
  await sql`
    insert into messages (tenant_id, conversation_id, role, content, created_at)
    select tenant_id, c.id, 'user', repeat('Message \\ ' || n, case when subject like '% 300' then 9000 else 1 end), c.created_at + n / 2 * interval '1 hour'
    from conversations c, generate_series(1, 40) n where tenant_id = ${id} and (subject like '%00' or n < 4)`;
  await sql`
    insert into replies (tenant_id, conversation_id, author, body, is_internal, created_at)
    select tenant_id, c.id, 'Author', 'Reply ' || n, n = 2, c.created_at + interval '1 hour' from conversations c, generate_series(1, 3) n where tenant_id = ${id}`;
  await sql`
    insert into tickets (tenant_id, title, customer_id, created_at) select ${id}, 'Ticket ' || n, ${contact}, timestamptz '2026-04-05 06:07:08+00'
    from generate_series(1, 20) n`;
  await sql`
    insert into ticket_replies (tenant_id, ticket_id, author, body) select tenant_id, id, 'Author', 'Reply' from tickets where tenant_id = ${id}`;
  await sql`
    insert into ticket_notes (tenant_id, ticket_id, author, body) select tenant_id, id, 'Author', 'Note' from tickets where tenant_id = ${id}`;
  admin = await TestUser.signedIn("admin@acme.test");
  const client = dataApi(await accessTokenOf("admin@acme.test"));
  const texts = { a: "We answer questions. \\ ".repeat(10) };
  expect(await client.from("privacy_texts").insert({ tenant_id: id, language: "en", texts })).toMatchObject({
    error: null,
  });
  const redaction = { tenant_id: id, customer_id: contact, what: "value", value: "Message \\ 7", reason: "Art. 15(4)" };
  expect(await client.from("redactions").insert(redaction)).toMatchObject({ error: null });
});

/** Each function that returns batches, with the export and the arguments it is called with. */
async function batchFunctions(): Promise<{ name: BatchFunction; values: object; args: Record<string, string> }[]> {
  const [large] = await sql`select id from conversations where tenant_id = ${workspace.id} and subject like '% 300'`;
  const [ticket] = await sql`select id from tickets where tenant_id = ${workspace.id} limit 1`;
  const conversations = { kind: "conversations", format: "json" };
  const single = { kind: "contact", format: "json", target_id: contact };
  return [
    { name: "export_contacts", values: { kind: "contacts", format: "csv" }, args: {} },
    { name: "export_contacts", values: { kind: "contacts", format: "json" }, args: {} },
    { name: "export_range_boundaries", values: { kind: "contacts", format: "json" }, args: { max_boundaries: "1" } },
    { name: "export_conversations", values: conversations, args: {} },
    {
      name: "export_conversation_children",
      values: conversations,
      args: { conversation: large?.id, child: "messages" },
    },
    { name: "export_conversations", values: { kind: "conversations", format: "ndjson" }, args: {} },
    { name: "export_conversation_rows", values: conversations, args: {} },
    { name: "export_transcript_rows", values: conversations, args: { child: "messages" } },
    { name: "export_transcript_rows", values: conversations, args: { child: "replies" } },
    {
      name: "export_contacts",
      values: {
        ...{ kind: "contacts", format: "csv" },
        scope: { types: ["lead", "contact", "visitor"], created_from: "1999-12-31", time_zone: "Asia/Kolkata" },
      },
      args: {},
    },
    {
      name: "export_conversations",
      values: { ...conversations, scope: { status: ["open"], updated_from: "1999-12-31" } },
      args: {},
    },
    {
      name: "export_transcript_rows",
      values: { ...conversations, format: "xlsx", scope: { created_from: "1999-12-31", time_zone: "Asia/Kolkata" } },
      args: { child: "messages" },
    },
    {
      name: "export_audit_log",
      values: { kind: "audit_log", format: "csv", scope: { from: "1999-12-31", time_zone: "Asia/Kolkata" } },
      args: {},
    },
    { name: "export_contact", values: single, args: {} },
    { name: "export_contact_summary", values: single, args: {} },
    { name: "export_information", values: { ...single, format: "zip" }, args: {} },
    { name: "export_redactions", values: { ...single, format: "zip" }, args: {} },
    {
      name: "export_answer",
      values: { ...single, format: "zip", answer: { other_records: [otherRecord] } },
      args: {},
    },
    { name: "export_contact_titles", values: single, args: { record: "conversations" } },
    { name: "export_contact_titles", values: single, args: { record: "tickets" } },
    { name: "export_contact_conversations", values: single, args: { max_rows: "2" } },
    { name: "export_contact_tickets", values: single, args: { max_rows: "2" } },
    { name: "export_ticket_children", values: single, args: { ticket: ticket?.id, child: "replies" } },
    { name: "export_audit_log", values: { kind: "audit_log", format: "csv" }, args: {} },
    { name: "export_audit_log", values: { kind: "audit_log", format: "json" }, args: {} },
  ];
}

/** Reads all batches as PostgREST does, on a connection of the test. @returns their texts and what the headers say about them */
async function readBatches(connection: Sql, token: string, name: string, args: Record<string, string>) {
  const batches: { text: string; headers: string }[] = [];
  for (let next: Record<string, string> | null = {}; next; ) {
    // As text that Postgres parses, like PostgREST: postgres.js would parse the times itself.
    const parameters: string[] = Object.entries({ ...args, ...next }).map(([key, value]) => `"${key}" => '${value}'`);
    const batch: { text: string; headers: string } = await connection.begin(async (tx) => {
      await tx`select pg_catalog.set_config('request.headers', ${JSON.stringify({ "x-export-token": token })}, true)`;
      await tx`set local role anon`;
      const [row] = await tx.unsafe(`select public.${name}(${parameters.join(", ")}) as text`);
      const [header] = await tx`select pg_catalog.current_setting('response.headers') as text`;
      return { text: row?.text as string, headers: header?.text as string };
    });
    batches.push(batch);
    if (batches.length > 20) throw new Error("More than twenty batches.");
    next = JSON.parse(JSON.parse(batch.headers)[0]["X-Batch"]).next;
  }
  return batches;
}

/** Runs the rest of a transaction as the Data API does for a signed-in user. */
async function actAs(tx: TransactionSql, email: string): Promise<void> {
  const [user] = await sql`select id from auth.users where email = ${email}`;
  await tx`select pg_catalog.set_config('request.jwt.claim.sub', ${user?.id}, true)`;
  await tx`set local role authenticated`;
}

/** Compares texts of megabytes; the error shows where they begin to differ. */
function expectSameText(text: string, expected: string): void {
  if (text === expected) return;
  const at = Array.from({ length: expected.length }).findIndex((_, index) => text[index] !== expected[index]);
  const around = (all: string) => all.slice(Math.max(0, at - 60), at + 60);
  expect(around(text)).toBe(around(expected));
  expect(text.length).toBe(expected.length);
}

describe.each([
  ["prints and reads values differently", printing],
  ["plans statements differently", planning],
])("a connection that %s", (_title, settings) => {
  it("gets the same batches from every function", async () => {
    const usual = open({});
    const strange = open(settings);
    try {
      const client = dataApi(await accessTokenOf("admin@acme.test"));
      for (const { name, values, args } of await batchFunctions()) {
        const { token } = await openExport(client, { tenant_id: workspace.id, ...values } as Parameters<
          typeof openExport
        >[1]);
        const expected = await readBatches(usual, token, name, args);
        expect(expected.map(({ text }) => text).join("").length, name).toBeGreaterThan(50);
        const batches = await readBatches(strange, token, name, args);
        expect(batches.map(({ headers }) => headers)).toEqual(expected.map(({ headers }) => headers));
        for (const [index, { text }] of batches.entries()) expectSameText(text, expected[index]?.text ?? "");
      }
    } finally {
      await Promise.all([usual.end(), strange.end()]);
    }
  });

  it("verifies the audit log that other connections wrote, and writes entries that they verify", async () => {
    const strange = open(settings);
    const verify = async (connection: Sql) => {
      const rows = await connection.unsafe("select checked, problem_count from public.verify_audit_log($1)", [
        workspace.id,
      ]);
      return rows[0];
    };
    try {
      const before = await verify(sql);
      expect(before).toMatchObject({ checked: expect.any(Number), problem_count: 0 });
      expect(await verify(strange)).toEqual(before);
      const client = dataApi(await accessTokenOf("admin@acme.test"));
      const { id } = await openExport(client, { tenant_id: workspace.id, kind: "contacts", format: "csv" });
      await strange`update public.exports set status = 'cancelled' where id = ${id}`;
      expect(await verify(sql)).toEqual({ checked: before?.checked + 2, problem_count: 0 });
      expect(await verify(strange)).toEqual({ checked: before?.checked + 2, problem_count: 0 });
    } finally {
      await strange.end();
    }
  });

  it("gives the records of a contact the same fingerprint", async () => {
    const strange = open(settings);
    const fingerprint = (connection: Sql) =>
      connection.unsafe("select * from private.records_fingerprint($1, array[$2]::uuid[], '2000-01-01', 'infinity')", [
        workspace.id,
        contact,
      ]);
    try {
      expect([...(await fingerprint(strange))]).toEqual([...(await fingerprint(sql))]);
    } finally {
      await strange.end();
    }
  });

  it("is told in ISO 8601 when the export that it opens has started", async () => {
    const strange = open(settings);
    try {
      const client = dataApi(await accessTokenOf("admin@acme.test"));
      const values = { tenant_id: workspace.id, kind: "contacts", format: "csv" };
      const { data } = await client.from("exports").insert(values).select("id").single();
      const row = await strange.begin(async (tx) => {
        await actAs(tx, "admin@acme.test");
        return (
          await tx.unsafe("select started_at from public.open_export($1, $2)", [
            data?.id,
            createHash("sha256").update(crypto.randomUUID()).digest("hex"),
          ])
        )[0];
      });
      expect(row?.started_at).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/);
      await strange`update public.exports set status = 'cancelled' where id = ${data?.id}`;
    } finally {
      await strange.end();
    }
  });

  it("finds the same customers", async () => {
    const usual = open({});
    const strange = open(settings);
    const search = (connection: Sql) =>
      connection.begin(async (tx) => {
        await actAs(tx, "admin@acme.test");
        return tx.unsafe(
          "select name from public.search_customers($1, '{contact}', 'Ä 21_') union all select name from public.search_customers($1, '{contact}', $2)",
          [workspace.id, "219 \\"],
        );
      });
    try {
      const expected = await search(usual);
      expect(expected.length).toBeGreaterThan(0);
      expect([...(await search(strange))]).toEqual([...expected]);
    } finally {
      await Promise.all([usual.end(), strange.end()]);
    }
  });
});

describe("a database and roles with strange settings", () => {
  const downloads: Omit<ExportFields, "workspace">[] = [
    ...["csv", "csv-excel", "csv-semicolon", "csv-exact", "json", "ndjson"].map((format) => ({
      kind: "contacts",
      format,
    })),
    ...["csv", "json", "ndjson"].map((format) => ({ kind: "conversations", format })),
    { kind: "contact", format: "json" },
    { kind: "contact", format: "html" },
    ...["csv", "json"].map((format) => ({ kind: "audit_log", format })),
  ];
  // Through another database, whose settings stay as they are.
  const control = postgres(Object.assign(new URL(stack.dbUrl), { pathname: "/template1" }).href, {
    max: 1,
    onnotice: () => {},
  });
  const roles = ["authenticator", "anon", "authenticated", "service_role"];
  const owners = ["database postgres", ...roles.map((role) => `role ${role}`)];

  /** Closes the API's connections, so that it opens new ones with the settings of now. */
  async function restartApi(): Promise<void> {
    if (stack.controlUrl) await controlStack("api");
    else await control`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'authenticator'`;
    await waitForApi();
  }

  async function resetSettings(): Promise<void> {
    for (const owner of owners) await control.unsafe(`alter ${owner} reset all`);
    await restartApi();
  }
  afterAll(async () => {
    await resetSettings();
    await control.end();
  });

  /** Downloads everything. Without what differs between two downloads: the time of the export, and audit entries of later ones. */
  async function downloadAll(entries: number): Promise<string[]> {
    const files: string[] = [];
    for (const fields of downloads) {
      const target = fields.kind === "contact" ? { contact } : {};
      const { id, response } = await admin.download({ workspace: workspace.slug, ...fields, ...target });
      const text = await response.text();
      expect({ ...fields, status: response.status }).toEqual({ ...fields, status: 200 });
      expect(await endedExport(id)).toMatchObject({ status: "completed" });
      if (fields.kind === "audit_log") files.push(text.split("\n").slice(0, entries).join("\n"));
      else files.push(withoutExportTime(text));
    }
    return files;
  }

  it("give the same files as before, and pages and sign-in that work", { timeout: 180_000 }, async () => {
    const [{ entries } = {}] =
      await sql`select count(*)::int as entries from audit_log where tenant_id = ${workspace.id}`;
    expect(entries).toBeGreaterThan(5);
    const expected = await downloadAll(entries);
    const pages = ["settings/data-export", "contacts", `contacts/${contact}`, "team/audit-log"];

    for (const owner of owners)
      for (const [name, value] of Object.entries(printing)) {
        // Supabase Lite's own statements depend on these two; ours are read with them above.
        if (name === "search_path" || name === "quote_all_identifiers") continue;
        await control.unsafe(`alter ${owner} set ${name} to '${value}'`);
      }
    await restartApi();

    const files = await downloadAll(entries);
    for (const [index, file] of files.entries()) expectSameText(file, expected[index] ?? "");
    for (const page of pages) {
      const response = await admin.fetch(`/${workspace.slug}/${page}`);
      expect({ page, status: response.status }).toEqual({ page, status: 200 });
      expect(await response.text()).not.toMatch(/Invalid Date|NaN/);
    }
    await TestUser.signedIn("owner@acme.test");
  });
});

/** A contact's file says when it was made, the only difference between two downloads. */
function withoutExportTime(file: string): string {
  return file.replace(/"exported_at": "[^"]+"/, "").replace(/It was created on .+? by /, "");
}

it("every function that returns a batch sets all that its text depends on, and turns off just-in-time compilation", async () => {
  const functions = await sql`
    select proname as name, coalesce(proconfig, '{}') as settings from pg_proc
    where pronamespace = 'public'::regnamespace and prorettype = 'public."text/plain"'::regtype order by 1`;
  // Each of them is called above.
  const called = new Set((await batchFunctions()).map(({ name }) => name as string));
  expect(functions.map(({ name }) => name)).toEqual([...called].sort());
  const expected = [
    'search_path=""',
    "DateStyle=ISO, YMD",
    "IntervalStyle=postgres",
    "TimeZone=UTC",
    "extra_float_digits=1",
    "bytea_output=hex",
    "standard_conforming_strings=on",
    "jit=off",
  ];
  const missing = functions.flatMap(({ name, settings }) =>
    expected
      .filter((one) => !settings.some((set: string) => set.toLowerCase() === one.toLowerCase()))
      .map((setting) => `${name}: ${setting}`),
  );
  expect(missing).toEqual([]);
});

it("every function with a backslash in its text sets how backslashes are read", async () => {
  // In e'...' they mean the same whatever the setting is.
  const functions = await sql`
    select proname as name, coalesce(proconfig, '{}') as settings from pg_proc
    where pronamespace in ('public'::regnamespace, 'private'::regnamespace)
      and strpos(regexp_replace(prosrc, '[eE]''[^'']*''', '', 'g'), chr(92)) > 0`;
  expect(functions.map(({ name }) => name)).toContain("html_size");
  const unset = functions.filter(({ settings }) => !settings.includes("standard_conforming_strings=on"));
  expect(unset.map(({ name }) => name)).toEqual([]);
});

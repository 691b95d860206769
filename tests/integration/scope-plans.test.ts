import type { TransactionSql } from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { accessTokenOf, dataApi, type NewExport, openExport } from "../support/roles";
import { sql } from "../support/stack";
import { makeWorkspace } from "../support/workspace";

// A scope reads in proportion to what it matches: 1,000 of 41,000 customers, 500 of 20,500 conversations. Reads are counted by Postgres
// (pg_stat_xact_all_tables), so that a slow machine changes nothing.

let workspace: { id: string };

beforeAll(async () => {
  workspace = await makeWorkspace("plans");
  const { id } = workspace;
  await sql`update tenants set max_running_exports = 1000 where id = ${id}`;
  await sql`
    insert into customers (tenant_id, type, email, created_at)
    select ${id}, case when n % 41 = 0 then 'visitor' else 'lead' end::customer_type, 'c' || n, timestamptz '2020-01-01' + n * interval '1 hour'
    from generate_series(1, 41000) n`;
  await sql`
    insert into conversations (tenant_id, status, created_at, updated_at)
    select ${id}, case when n % 41 = 0 then 'waiting' else 'resolved' end::conversation_status, timestamptz '2020-01-01' + n * interval '1 hour',
      -- The most recently updated ones are spread over all times of creation.
      case when n % 41 = 1 then timestamptz '2030-01-01' else timestamptz '2025-01-01' end + n * interval '1 second'
    from generate_series(1, 20500) n`;
  await sql`vacuum analyze customers`;
  await sql`vacuum analyze conversations`;
});
afterAll(() => sql.end());

type Result = { rows: number; reads: number };

/** How many rows this session has read from a table and its indexes. */
async function countReads(tx: TransactionSql, table: string): Promise<number> {
  const [counted] = await tx`
    select sum(pg_stat_get_xact_tuples_returned(oid))::int as reads from pg_class
    where oid = ${table}::regclass or oid in (select indexrelid from pg_index where indrelid = ${table}::regclass)`;
  return counted?.reads;
}

/** Reads a whole export as PostgREST does, as role anon. @returns its rows, and how many rows Postgres read from the table and its indexes */
async function readAll(values: Omit<NewExport, "tenant_id">, name: string, table: string): Promise<Result> {
  const client = dataApi(await accessTokenOf("admin@acme.test"));
  const { token } = await openExport(client, { tenant_id: workspace.id, ...values });
  let rows = 0;
  let reads = 0;
  for (let next: Record<string, string> | null = {}; next; ) {
    const args: string = Object.entries(next)
      .map(([key, value]) => `${key} => '${value}'`)
      .join(", ");
    const meta: { rows: number; next: Record<string, string> | null } = await sql.begin(async (tx) => {
      // Counters may still have the reads of the transactions before.
      const before = await countReads(tx, table);
      await tx`select set_config('request.headers', ${JSON.stringify({ "x-export-token": token })}, true)`;
      await tx`set local role anon`;
      await tx.unsafe(`select ${name}(${args})`);
      const [header] = await tx`select current_setting('response.headers')::json -> 0 ->> 'X-Batch' as text`;
      await tx`reset role`;
      reads += (await countReads(tx, table)) - before;
      return JSON.parse(header?.text);
    });
    rows += meta.rows;
    next = meta.next;
  }
  return { rows, reads };
}

it.each([
  ["a type", { types: ["visitor"] }],
  ["days", { created_from: "2022-06-01", created_to: "2022-07-11" }],
  ["a type on days", { types: ["lead"], created_from: "2022-06-01", created_to: "2022-07-11" }],
  ["types and columns", { types: ["contact", "visitor"], columns: ["email"] }],
])("a contacts export of %s reads what it matches", async (_case, scope) => {
  const { rows, reads } = await readAll({ kind: "contacts", format: "csv", scope }, "export_contacts", "customers");
  expect(rows).toBeGreaterThan(900);
  expect(rows).toBeLessThanOrEqual(1000);
  // A key from one index, its row from another.
  expect(reads).toBeLessThan(3 * rows + 100);
});

it("a contacts export of several types reads each batch by itself, not all of its types for each", async () => {
  const scope = { types: ["lead", "contact", "visitor"], created_from: "2020-01-01" };
  const { rows, reads } = await readAll({ kind: "contacts", format: "csv", scope }, "export_contacts", "customers");
  expect(rows).toBe(41_000);
  expect(reads).toBeLessThan(4 * rows);
});

it.each([
  ["a status", { status: ["waiting"] }],
  ["days of creation", { created_from: "2021-06-01", created_to: "2021-06-22" }],
  ["days of update", { updated_from: "2030-01-01" }],
  ["a status and days of update", { status: ["resolved"], updated_from: "2030-01-01" }],
  [
    "days of both, walked by the shorter",
    { created_from: "2021-06-01", created_to: "2021-06-22", updated_from: "2024-01-01" },
  ],
])("a conversations export of %s reads what it matches", async (_case, scope) => {
  const { rows, reads } = await readAll(
    { kind: "conversations", format: "json", scope },
    "export_conversations",
    "conversations",
  );
  expect(rows).toBeGreaterThan(480);
  expect(rows).toBeLessThanOrEqual(504);
  expect(reads).toBeLessThan(3 * rows + 100);
});

it("the ends of ranges are found by walking the scope", async () => {
  const values = { kind: "contacts", format: "csv", scope: { types: ["visitor"] } };
  const client = dataApi(await accessTokenOf("admin@acme.test"));
  const { token } = await openExport(client, { tenant_id: workspace.id, ...values });
  const boundaries = await sql.begin(async (tx) => {
    await tx`select set_config('request.headers', ${JSON.stringify({ "x-export-token": token })}, true)`;
    await tx`set local role anon`;
    const [row] = await tx`select export_range_boundaries() as text`;
    return JSON.parse(row?.text) as [string, string][];
  });
  const [last] = await sql`
    select created_at::text, id from customers where tenant_id = ${workspace.id} and type = 'visitor' order by created_at, id offset 999 limit 1`;
  expect(boundaries).toEqual([[last?.created_at, last?.id]]);
});

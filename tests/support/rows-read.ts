import { createHash, randomBytes } from "node:crypto";
import type { TransactionSql } from "postgres";
import { sql } from "./stack";

/** Who runs a statement: a signed-in user, or a new export with its token. */
export type Caller =
  | { user: string }
  | { export: { user: string; workspace: string; kind: string; contact?: string; scope?: Record<string, string> } };

/** How many rows a statement returned, and how many rows or index entries it read, by table. */
export type RowsRead = { returned: number; read: Record<string, number> };

/**
 * Runs a statement as the Data API does, with row-level security, and counts what Postgres reads for it: in the statement itself, in
 * the functions that it calls, and in policies. What it changes is rolled back.
 */
export async function rowsRead(caller: Caller, statement: string): Promise<RowsRead> {
  const result: RowsRead = { returned: 0, read: {} };
  const rollback = new Error("rollback");
  await sql
    .begin(async (tx) => {
      if ("user" in caller) await becomeUser(tx, caller.user);
      else await becomeExport(tx, caller.export);
      const before = await counters(tx);
      result.returned = (await tx.unsafe(statement)).count;
      const after = await counters(tx);
      for (const [table, count] of Object.entries(after)) result.read[table] = count - (before[table] ?? 0);
      throw rollback;
    })
    .catch((error) => {
      if (error !== rollback) throw error;
    });
  return result;
}

/** Makes a transaction run as a signed-in user does through the Data API. */
export async function becomeUser(tx: TransactionSql, user: string): Promise<void> {
  await tx`
    select set_config('request.jwt.claim.sub', ${user}, true),
      set_config('request.jwt.claims', ${JSON.stringify({ sub: user, role: "authenticated" })}, true)`;
  await tx`set local role authenticated`;
}

async function becomeExport(
  tx: TransactionSql,
  { user, workspace, kind, contact, scope = {} }: Extract<Caller, { export: unknown }>["export"],
): Promise<void> {
  await becomeUser(tx, user);
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  const [made] = await tx`
    insert into exports (tenant_id, kind, format, target_id, scope)
    values (${workspace}, ${kind}::export_kind, 'json', ${contact ?? null}, ${tx.json(scope)}) returning id`;
  await tx`select from open_export(${made?.id}, ${hash})`;
  await tx`select set_config('request.headers', ${JSON.stringify({ "x-export-token": token })}, true)`;
  await tx`set local role anon`;
}

/**
 * What this transaction has read of each table: rows of sequential scans, and either rows fetched through indexes or index entries,
 * whichever are more. An index that is read without a useful condition counts with all its entries.
 */
async function counters(tx: TransactionSql): Promise<Record<string, number>> {
  const rows = await tx`
    select c.relname as name, pg_stat_get_xact_tuples_returned(c.oid) + greatest(
        pg_stat_get_xact_tuples_fetched(c.oid),
        (select coalesce(sum(pg_stat_get_xact_tuples_returned(i.indexrelid)), 0) from pg_index i where i.indrelid = c.oid)
      ) as count
    from pg_class c
    where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)`;
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}

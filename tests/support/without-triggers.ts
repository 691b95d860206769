import type { TransactionSql } from "postgres";
import { sql } from "./stack";

/** Changes a table with all of its triggers disabled, which only a superuser can do. */
export async function withoutTriggers(table: string, change: (tx: TransactionSql) => Promise<unknown>): Promise<void> {
  await sql.begin(async (tx) => {
    const always = await tx`select tgname from pg_trigger where tgrelid = ${table}::regclass and tgenabled = 'A'`;
    await tx`alter table ${tx(table)} disable trigger all`;
    await change(tx);
    await tx`alter table ${tx(table)} enable trigger all`;
    for (const { tgname } of always) await tx`alter table ${tx(table)} enable always trigger ${tx(tgname)}`;
  });
}

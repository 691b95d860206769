import { setTimeout } from "node:timers/promises";
import type { TransactionSql } from "postgres";
import { sql } from "./stack";

/**
 * Changes a table with all of its triggers disabled, which only a superuser can do. It waits for its lock a moment at a time: whoever wants
 * the table waits behind it, the app as well, while a long transaction of another test holds it.
 */
export async function withoutTriggers(table: string, change: (tx: TransactionSql) => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await sql.begin(async (tx) => {
        await tx`set local lock_timeout = '200ms'`;
        const always = await tx`select tgname from pg_trigger where tgrelid = ${table}::regclass and tgenabled = 'A'`;
        await tx`alter table ${tx(table)} disable trigger all`;
        await change(tx);
        await tx`alter table ${tx(table)} enable trigger all`;
        for (const { tgname } of always) await tx`alter table ${tx(table)} enable always trigger ${tx(tgname)}`;
      });
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== lockNotAvailable) throw error;
      await setTimeout(100);
    }
  }
}

/** Postgres's error code for a lock that was not free in time. */
const lockNotAvailable = "55P03";

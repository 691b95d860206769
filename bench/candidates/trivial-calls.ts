import type postgres from "postgres";
import type { Stack } from "../../dev/embedded/stack.ts";
import type { Bench, Sample } from "../scenario.ts";

const name = "bench_trivial";

/** Creates a function that does nothing, to time what a call of the Data API costs by itself. */
export async function makeTrivialFunction(sql: postgres.Sql, stack: Stack): Promise<void> {
  await sql.unsafe(`
    create or replace function public.${name}() returns int language sql stable set search_path = '' as 'select 1';
    grant execute on function public.${name}() to anon;
  `);
  await stack.restartApi();
}

/**
 * Times as many trivial calls as an export has batches, one after another. Added to COPY of the same rows, this is the
 * least time that an export can take which reads one batch at a time through the Data API.
 * @param batchSize rows of a batch
 */
export async function trivialCalls({ supabase, rows }: Bench, batchSize: number): Promise<Sample> {
  const headers = { apikey: supabase.publishableKey, authorization: `Bearer ${supabase.publishableKey}` };
  const start = performance.now();
  for (let calls = Math.ceil(rows / batchSize); calls > 0; calls--) {
    const response = await fetch(`${supabase.url}/rest/v1/rpc/${name}`, { headers });
    if ((await response.text()) !== "1") throw new Error(`A trivial call answered ${response.status}.`);
  }
  const ms = performance.now() - start;
  return { ms, firstByteMs: ms, bytes: 0 };
}

import type { SupabaseClient } from "@supabase/supabase-js";
import { stringify } from "csv-stringify/sync";
import type { Database } from "../lib/supabase/database.types.ts";
import type { Sample } from "./scenario.ts";

const page = 1000;

/**
 * What most applications do: page after page by offset, as the signed-in person, each made CSV by csv-stringify. It is spared the way
 * through an app server, and nothing is kept of what it makes.
 * @throws Error when rows are missing
 */
export async function offsetPaging(
  client: SupabaseClient<Database>,
  asked: { columns: string; tenantId: string; rows: number },
): Promise<Sample> {
  const start = performance.now();
  let firstByteMs: number | undefined;
  let [bytes, rows] = [0, 0];
  for (let more = true; more; ) {
    const { data, error } = await client
      .from("customers")
      // supabase-js reads the names of the columns from the type of a literal, which this is not.
      .select<string, Record<string, unknown>>(asked.columns)
      .eq("tenant_id", asked.tenantId)
      .order("created_at")
      .order("id")
      .range(rows, rows + page - 1);
    if (error) throw new Error(`Offset paging failed at row ${rows}: ${error.message}`);
    bytes += Buffer.byteLength(stringify(data, { header: rows === 0 }));
    firstByteMs ??= performance.now() - start;
    rows += data.length;
    more = data.length === page;
  }
  if (rows !== asked.rows) throw new Error(`Offset paging found ${rows} of ${asked.rows} rows.`);
  const ms = performance.now() - start;
  return { ms, firstByteMs: firstByteMs ?? ms, bytes };
}

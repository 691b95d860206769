import type { SupabaseClient } from "@supabase/supabase-js";
import { stringify } from "csv-stringify/sync";
import type { Database } from "../../lib/supabase/database.types.ts";
import type { Sample } from "../scenario.ts";

const pageSize = 1000;

/**
 * What most applications do: read page after page by offset as the signed-in user, and convert each with csv-stringify. It
 * runs here, without an app server, and discards the CSV.
 * @throws Error when rows are missing
 */
export async function offsetPaging(
  client: SupabaseClient<Database>,
  query: { columns: string; tenantId: string; rows: number },
): Promise<Sample> {
  const start = performance.now();
  let firstByteMs: number | undefined;
  let [bytes, rows] = [0, 0];
  for (let more = true; more; ) {
    const { data, error } = await client
      .from("customers")
      // supabase-js derives the row's type from a literal; these columns are a variable.
      .select<string, Record<string, unknown>>(query.columns)
      .eq("tenant_id", query.tenantId)
      .order("created_at")
      .order("id")
      .range(rows, rows + pageSize - 1);
    if (error) throw new Error(`Offset paging failed at row ${rows}: ${error.message}`);
    bytes += Buffer.byteLength(stringify(data, { header: rows === 0 }));
    firstByteMs ??= performance.now() - start;
    rows += data.length;
    more = data.length === pageSize;
  }
  if (rows !== query.rows) throw new Error(`Offset paging found ${rows} of ${query.rows} rows.`);
  const ms = performance.now() - start;
  return { ms, firstByteMs: firstByteMs ?? ms, bytes };
}

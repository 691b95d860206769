import { createClient } from "@supabase/supabase-js";
import type { Database } from "../../lib/supabase/database.types.ts";
import { openExport } from "../open-export.ts";
import type { Bench, Sample } from "../scenario.ts";

/** How many heartbeats a sample has. An export sends at most one a second. */
export const heartbeatCount = 100;

/** Times heartbeats of an export that reads nothing, one after another: what reporting progress costs. */
export async function heartbeats({ admin, supabase, workspace }: Bench): Promise<Sample> {
  const { id, token } = await openExport(admin, { tenant_id: workspace.id, kind: "contacts", format: "csv" });
  const tokenClient = createClient<Database>(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false },
    global: { headers: { "x-export-token": token } },
  });

  const start = performance.now();
  for (let count = 1; count <= heartbeatCount; count++) {
    await tokenClient.rpc("report_progress", { rows_written: count, bytes_written: count }).throwOnError();
  }
  const ms = performance.now() - start;
  await admin.client.from("exports").update({ status: "cancelled" }).eq("id", id).throwOnError();
  return { ms, firstByteMs: ms, bytes: 0 };
}

import { createClient } from "@supabase/supabase-js";
import type { Database } from "../lib/supabase/database.types.ts";
import { openExport } from "./open-export.ts";
import type { Bench, Sample } from "./scenario.ts";

/** How many are timed; an export makes one a second at most. */
export const heartbeatsTimed = 100;

/** What an export pays for telling how far it is: heartbeats of a run that does nothing else, one after another. */
export async function heartbeats({ admin, supabase, workspace }: Bench): Promise<Sample> {
  const { id, ticket } = await openExport(admin, { tenant_id: workspace.id, kind: "contacts", format: "csv" });
  const holder = createClient<Database>(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false },
    global: { headers: { "x-export-token": ticket } },
  });

  const start = performance.now();
  for (let beat = 1; beat <= heartbeatsTimed; beat++) {
    await holder.rpc("report_progress", { rows_written: beat, bytes_written: beat }).throwOnError();
  }
  const ms = performance.now() - start;
  await admin.client.from("exports").update({ status: "cancelled" }).eq("id", id).throwOnError();
  return { ms, firstByteMs: ms, bytes: 0 };
}

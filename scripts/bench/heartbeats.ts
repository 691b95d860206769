import { createHash, randomBytes } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import type { Database } from "../../lib/supabase/database.types.ts";
import type { Bench, Sample } from "./subject.ts";

/** How many are timed; an export makes one a second at most. */
export const heartbeatsTimed = 100;

/** What an export pays for telling how far it is: heartbeats of a run that does nothing else, one after another. */
export async function heartbeats({ admin, supabase, workspace }: Bench): Promise<Sample> {
  const ticket = randomBytes(32).toString("base64url");
  const ticket_hash = createHash("sha256").update(ticket).digest("hex");
  const run = await admin.client
    .from("exports")
    .insert({ tenant_id: workspace.id, kind: "contacts", format: "csv" })
    .select("id")
    .single();
  if (run.error) throw run.error;
  await admin.client.rpc("open_export", { export_id: run.data.id, ticket_hash }).throwOnError();
  const holder = createClient<Database>(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false },
    global: { headers: { "x-export-ticket": ticket } },
  });

  const start = performance.now();
  for (let beat = 1; beat <= heartbeatsTimed; beat++) {
    await holder.rpc("report_progress", { rows_written: beat, bytes_written: beat }).throwOnError();
  }
  const ms = performance.now() - start;
  await admin.client.from("exports").update({ status: "cancelled" }).eq("id", run.data.id).throwOnError();
  return { ms, firstByteMs: ms, bytes: 0 };
}

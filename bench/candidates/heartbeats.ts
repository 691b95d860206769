import { generateKeyPairSync, sign } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import type { Database } from "../../lib/supabase/database.types.ts";
import { openExport } from "../open-export.ts";
import type { Bench, Sample } from "../scenario.ts";

/** How many heartbeats a sample has. An export sends at most one a second. */
export const heartbeatCount = 100;

const { privateKey } = generateKeyPairSync("ed25519");

/** A part as the server signs it: as long, and as long to sign. */
function signedPart(endByte: number): { end_byte: number; record: string } {
  const payload = Buffer.alloc(500, String(endByte)).toString("base64url");
  const signature = sign(null, Buffer.from(payload), privateKey).toString("base64url");
  return { end_byte: endByte, record: `eyJhbGciOiJFZERTQSJ9.${payload}.${signature}` };
}

/**
 * Times heartbeats of an export that reads nothing, one after another: what reporting progress costs.
 * @param parts how many parts of the file each of them signs and records
 */
export async function heartbeats({ admin, supabase, workspace }: Bench, parts = 0): Promise<Sample> {
  const { id, token } = await openExport(admin, { tenant_id: workspace.id, kind: "contacts", format: "csv" });
  const tokenClient = createClient<Database>(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false },
    global: { headers: { "x-export-token": token } },
  });

  const start = performance.now();
  for (let count = 1; count <= heartbeatCount; count++) {
    const recorded = Array.from({ length: parts }, (_, part) => signedPart(count * parts + part));
    const report = { rows_written: count, bytes_written: count, ...(parts > 0 ? { parts: recorded } : {}) };
    await tokenClient.rpc("report_progress", report).throwOnError();
  }
  const ms = performance.now() - start;
  await admin.client.from("exports").update({ status: "cancelled" }).eq("id", id).throwOnError();
  return { ms, firstByteMs: ms, bytes: 0 };
}

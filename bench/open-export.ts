import { createHash, randomBytes } from "node:crypto";
import type { Database } from "../lib/supabase/database.types.ts";
import type { AdminClient } from "./admin-client.ts";

/** Creates and opens an export as the app does, to call the database directly. @returns its id and its export token */
export async function openExport(
  { client }: AdminClient,
  values: Database["public"]["Tables"]["exports"]["Insert"],
): Promise<{ id: string; token: string }> {
  const token = randomBytes(32).toString("base64url");
  const token_hash = createHash("sha256").update(token).digest("hex");
  const created = await client.from("exports").insert(values).select("id").single();
  if (created.error) throw created.error;
  await client.rpc("open_export", { export_id: created.data.id, token_hash }).throwOnError();
  return { id: created.data.id, token };
}

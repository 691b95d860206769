import { createHash, randomBytes } from "node:crypto";
import type { Database } from "../lib/supabase/database.types.ts";
import type { Admin } from "./admin.ts";

/** Opens a run as the app does, for asking the database itself. @returns its id and the ticket it reads with */
export async function openExport(
  { client }: Admin,
  asked: Database["public"]["Tables"]["exports"]["Insert"],
): Promise<{ id: string; ticket: string }> {
  const ticket = randomBytes(32).toString("base64url");
  const token_hash = createHash("sha256").update(ticket).digest("hex");
  const run = await client.from("exports").insert(asked).select("id").single();
  if (run.error) throw run.error;
  await client.rpc("open_export", { export_id: run.data.id, token_hash }).throwOnError();
  return { id: run.data.id, ticket };
}

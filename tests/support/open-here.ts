import { createHash, randomBytes } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import type { OpenRun } from "@/lib/exports/run";
import { Person } from "./person";
import { stack } from "./stack";

/**
 * Opens an export of the contacts as lib/exports/run.ts does, but for this process: where the clock can be turned, and where
 * runStream can be called at a moment that no client of a server could choose.
 */
export async function openHere(slug: string): Promise<OpenRun> {
  const person = await Person.signedIn("admin@acme.test");
  const { id } = await person.begin({ workspace: slug, kind: "contacts", format: "csv" });
  const client = createClient(stack.supabaseUrl, stack.publishableKey, { auth: { persistSession: false } });
  await client.auth.signInWithPassword({ email: "admin@acme.test", password: "hydra-demo" });
  const ticket = randomBytes(32).toString("base64url");
  const ticket_hash = createHash("sha256").update(ticket).digest("hex");
  const { error } = await client.rpc("open_export", { export_id: id, ticket_hash });
  if (error) throw error;
  const names = { slug, workspaceName: slug, actorName: "", actorEmail: "", targetId: null };
  return { id, ticket, kind: "contacts", format: "csv", ...names, includeNotes: true, startedAt: "" };
}

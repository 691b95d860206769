import { createHash, randomBytes } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import type { OpenExport } from "@/lib/exports/types";
import type { Database } from "@/lib/supabase/database.types";
import { stack } from "./stack";
import { TestUser } from "./test-user";

/**
 * Creates and opens an export for this process instead of the app server: tests can use fake timers and abort at a moment of
 * their choice.
 * @param contact for the file of a single contact; without one, all contacts as CSV
 */
export async function openExportInProcess(
  slug: string,
  contact?: { id: string; format: "json" | "html" },
): Promise<OpenExport> {
  const user = await TestUser.signedIn("admin@acme.test");
  const kind = contact ? "contact" : "contacts";
  const format = contact?.format ?? "csv";
  const { id } = await user.createExport({ workspace: slug, kind, format, contact: contact?.id });
  const client = createClient<Database>(stack.supabaseUrl, stack.publishableKey, { auth: { persistSession: false } });
  await client.auth.signInWithPassword({ email: "admin@acme.test", password: "hydra-demo" });
  const token = randomBytes(32).toString("base64url");
  const token_hash = createHash("sha256").update(token).digest("hex");
  const { data, error } = await client.rpc("open_export", { export_id: id, token_hash }).single();
  if (error) throw error;
  return {
    id,
    token,
    kind,
    format,
    compress: null,
    workspaceId: data.workspace_id,
    slug,
    workspaceName: slug,
    actorId: data.actor_id,
    actorName: data.actor_name,
    actorEmail: data.actor_email,
    targetId: contact?.id ?? null,
    includeNotes: true,
    scope: {},
    answer: {},
    attempt: 1,
    fileAttempt: 1,
    resumedFrom: null,
    startedAt: new Date(data.started_at).toISOString(),
  };
}

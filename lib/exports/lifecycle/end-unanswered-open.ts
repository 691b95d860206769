import "server-only";
import { createHash } from "node:crypto";
import pRetry from "p-retry";
import { toAnswer } from "@/lib/exports/answer/answer";
import { toScope } from "@/lib/exports/scope/scope";
import type { OpenExport } from "@/lib/exports/types";
import { log } from "@/lib/log";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { OutcomeRecorder, reportRetries } from "./outcome-recorder";
import { createTokenClient } from "./token-client";

/**
 * Records an export as failed whose opening got no answer. If the database opened it nevertheless, it would count as running until
 * its heartbeat is missed; if it did not, this changes nothing, and the export can still be downloaded.
 * @param token the secret that it was to be opened with
 */
export async function endUnansweredOpen(id: string, token: string): Promise<void> {
  try {
    const opened = await pRetry(() => findOpenedExport(id, token), { ...reportRetries, unref: true });
    if (opened) await new OutcomeRecorder(createTokenClient(token), opened).fail("failed", "database_unavailable");
  } catch (error) {
    log.error({ export: id, error }, "export.outcome_not_recorded");
  }
}

/** The running export that was opened with this token, read as its user. */
async function findOpenedExport(id: string, token: string): Promise<OpenExport | null> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("exports")
    .select(
      "kind, format, compress, target_id, include_notes, scope, answer, actor_id, actor_name, actor_email, started_at, tenants!inner(id, name, slug)",
    )
    .eq("id", id)
    .eq("token_hash", createHash("sha256").update(token).digest("hex"))
    .eq("status", "running")
    .maybeSingle();
  if (error) throw databaseError(error, status);
  if (!data) return null;
  return {
    id,
    kind: data.kind,
    format: data.format,
    compress: data.compress,
    workspaceId: data.tenants.id,
    slug: data.tenants.slug,
    workspaceName: data.tenants.name,
    actorId: data.actor_id,
    actorName: data.actor_name,
    actorEmail: data.actor_email,
    targetId: data.target_id,
    includeNotes: data.include_notes,
    scope: toScope(data.scope),
    answer: toAnswer(data.answer),
    startedAt: new Date(data.started_at ?? Date.now()).toISOString(),
    token,
  };
}

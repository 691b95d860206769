import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { requireUser } from "@/lib/auth/session";
import { AppError, toAppError } from "@/lib/errors";
import { type Answer, toAnswer } from "@/lib/exports/answer/answer";
import { exportKinds } from "@/lib/exports/kinds";
import { toScope } from "@/lib/exports/scope/scope";
import type { OpenExport } from "@/lib/exports/types";
import { databaseError } from "@/lib/supabase/database-error";
import { retryWhileUnavailable } from "@/lib/supabase/retry-while-unavailable";
import { sessionClient } from "@/lib/supabase/session-client";
import { endUnansweredOpen } from "./end-unanswered-open";
import type { ExportRequest } from "./export-request";

/**
 * Creates an export for the signed-in user; the database writes the audit entry in the same transaction.
 * @param client where the request came from, for the audit entry
 * @returns the export's id
 * @throws AppError forbidden below admin, not_found for a contact of another workspace, too_many_running, unavailable
 */
export async function createExport(
  workspaceId: string,
  request: ExportRequest,
  client: { ip: string | null; userAgent: string | null },
): Promise<string> {
  if (request.contact && !isUuid(request.contact)) throw contactNotFound();
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("exports")
    .insert({
      tenant_id: workspaceId,
      kind: request.kind,
      format: request.format,
      compress: request.compress,
      target_id: request.contact,
      include_notes: request.includeNotes,
      scope: request.scope,
      answer: request.answer,
      ip: client.ip,
      user_agent: client.userAgent,
    })
    .select("id")
    .single();
  if (error?.code === "23503") throw contactNotFound();
  // invalid_parameter_value: of all that was checked before, the database can only know a time zone less than this runtime does.
  if (error?.code === "22023") throw new AppError("invalid_request", "time_zone is not known to the database.");
  if (error) throw databaseError(error, status);
  return data.id;
}

/**
 * Opens an export for its download: once only, and only for the user who asked for it.
 * @param waitUntil keeps the process alive until the promise settles: when the database may have opened the export without its
 * answer arriving, the export is recorded as failed, so that it does not count as running
 * @throws AppError not_found, forbidden for another user's export, already_downloaded, already_ended, expired, unavailable
 */
export async function openExport(id: string, waitUntil: (recorded: Promise<void>) => void): Promise<OpenExport> {
  const user = await requireUser();
  if (!isUuid(id)) throw new AppError("not_found");

  const token = randomBytes(32).toString("base64url");
  const [row, answer] = await Promise.all([
    retryWhileUnavailable("open_export", () => claimExport(id, token)),
    retryWhileUnavailable("exports.answer", () => fetchAnswer(id)),
  ]).catch((error) => {
    if (toAppError(error).code === "unavailable") waitUntil(endUnansweredOpen(id, token));
    throw error;
  });
  if (!row) throw await explainOpenFailure(id, user.id);
  if (row.status === "expired") throw new AppError("expired");
  return {
    id,
    kind: row.kind,
    format: row.format,
    compress: row.compress,
    workspaceId: row.workspace_id,
    slug: row.slug,
    workspaceName: row.workspace_name,
    actorId: row.actor_id,
    actorName: row.actor_name,
    actorEmail: row.actor_email,
    targetId: row.target_id,
    includeNotes: row.include_notes,
    scope: toScope(row.scope),
    answer,
    startedAt: new Date(row.started_at).toISOString(),
    token,
  };
}

/** Stores the token's hash on the export. May be repeated: the database recognizes the hash that an export was opened with. */
async function claimExport(id: string, token: string) {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc("open_export", { export_id: id, token_hash: createHash("sha256").update(token).digest("hex") })
    .maybeSingle();
  // 42501: a policy refuses to open another user's export; explainOpenFailure says so.
  if (error && error.code !== "42501") throw databaseError(error, status);
  // Not an answer of our function.
  if (data && !(data.kind in exportKinds)) throw new AppError("unavailable");
  return data;
}

/** How an export answers a person. The default for one that cannot be read. */
async function fetchAnswer(id: string): Promise<Answer> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.from("exports").select("answer").eq("id", id).maybeSingle();
  if (error) throw databaseError(error, status);
  return toAnswer(data?.answer ?? {});
}

async function explainOpenFailure(id: string, userId: string): Promise<AppError> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.from("exports").select("actor_id, status").eq("id", id).maybeSingle();
  if (error) return databaseError(error, status);
  if (!data) return new AppError("not_found");
  if (data.actor_id !== userId) {
    return new AppError(
      "forbidden",
      "Only the user who started this export can download it. Start your own in Settings → Data export.",
    );
  }
  if (data.status === "pending") return new AppError("forbidden");
  if (data.status === "expired") return new AppError("expired");
  if (data.status === "cancelled") {
    return new AppError("already_ended", "This export was cancelled. Start a new one in Settings → Data export.");
  }
  return new AppError("already_downloaded");
}

/**
 * Cancels a pending or running export; its download fails within a second.
 * @throws AppError not_found, already_ended, unavailable
 */
export async function cancelExport(id: string): Promise<void> {
  await requireUser();
  if (!isUuid(id)) throw new AppError("not_found");
  const supabase = await sessionClient();
  const update = await supabase.from("exports").update({ status: "cancelled" }).eq("id", id);
  if (update.error) throw databaseError(update.error, update.status);
  const { data, error, status } = await supabase.from("exports").select("status").eq("id", id).maybeSingle();
  if (error) throw databaseError(error, status);
  if (!data) throw new AppError("not_found");
  if (data.status !== "cancelled") throw new AppError("already_ended");
}

function contactNotFound(): AppError {
  return new AppError("not_found", "There is no such contact in this workspace.");
}

/** Any uuid that Postgres accepts, also those without a version of RFC 9562. */
function isUuid(text: string): boolean {
  return z.guid().safeParse(text).success;
}

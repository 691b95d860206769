import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { requireUser } from "@/lib/auth/session";
import { AppError, toAppError } from "@/lib/errors";
import { failureReasons, isResumable } from "@/lib/exports/failure-reasons";
import { exportKinds } from "@/lib/exports/kinds";
import { toScope } from "@/lib/exports/scope/scope";
import type { OpenExport } from "@/lib/exports/types";
import { databaseError } from "@/lib/supabase/database-error";
import { retryWhileUnavailable } from "@/lib/supabase/retry-while-unavailable";
import { sessionClient } from "@/lib/supabase/session-client";
import { endLostOpening } from "./end-lost-opening";
import type { ExportRequest } from "./export-request";
import { findOwnFile, isUuid, type OwnFile } from "./own-file";

/**
 * Creates an export for the signed-in user; the database writes the audit entry in the same transaction.
 * @param client where the request came from, for the audit entry
 * @returns the export's id
 * @throws AppError forbidden below admin, not_found for a contact of another workspace, answer_changed, too_many_running, unavailable
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
  // private.answer_problem, in words that repeat nothing.
  if (error?.code === "PT409")
    throw new AppError("answer_changed", `${error.message} Reload the page and look at it again.`);
  // invalid_parameter_value: of all that was checked before, the database can only know a time zone less than this runtime does.
  if (error?.code === "22023") throw new AppError("invalid_request", "time_zone is not known to the database.");
  if (error) throw databaseError(error, status);
  return data.id;
}

/** A server that reports nothing for this long is taken for dead (private.is_live). */
const serverLostMs = 120_000;

/**
 * Opens an export for its download, only for the user who asked for it: once, and again for 24 hours if the download was cut off.
 * @param from the first byte to send
 * @param password of a package that is encrypted
 * @param waitUntil keeps the process alive until the promise settles: when the database may have opened the export without its
 * answer arriving, the export is recorded as failed, so that it does not count as running
 * @throws AppError not_found, forbidden for another user's export, still_running, already_downloaded, already_ended, expired, unavailable;
 * invalid_request when a package that is to have a password has none, or another file has one
 */
export async function openExport(
  id: string,
  { from, password }: { from: number; password?: string },
  waitUntil: (recorded: Promise<void>) => void,
): Promise<OpenExport> {
  const { answer } = await retryWhileUnavailable("exports", () => findOwnFile(id));
  // Before it is opened: a file that cannot be made must not use the download up.
  if (answer.encrypted && password === undefined) {
    throw new AppError("invalid_request", "This package needs a password. Export it from Prepare an answer.");
  }
  if (!answer.encrypted && password !== undefined) throw new AppError("invalid_request", "This file has no password.");

  const token = randomBytes(32).toString("base64url");
  const row = await retryWhileUnavailable("open_export", () => claimExport(id, token, from)).catch((error) => {
    if (toAppError(error).code === "unavailable") waitUntil(endLostOpening(id, token));
    throw error;
  });
  if (!row) throw await explainOpenFailure(id);
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
    ...(password === undefined ? {} : { password }),
    startedAt: new Date(row.started_at).toISOString(),
    token,
    attempt: row.attempt,
    fileAttempt: row.file_attempt,
    resumedFrom: row.resumed_from,
  };
}

/** Stores the token's hash on the export. May be repeated: the database recognizes the hash that an export was opened with. */
async function claimExport(id: string, token: string, from: number) {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc("open_export", {
      export_id: id,
      token_hash: createHash("sha256").update(token).digest("hex"),
      from_byte: from,
    })
    .maybeSingle();
  // 42501: a policy refuses to open another user's export; explainOpenFailure says so.
  if (error && error.code !== "42501") throw databaseError(error, status);
  // Not an answer of our function.
  if (data && !(data.kind in exportKinds)) throw new AppError("unavailable");
  return data;
}

async function explainOpenFailure(id: string): Promise<AppError> {
  const file = await findOwnFile(id);
  const { status, heartbeatAt } = file;
  switch (status) {
    case "pending":
      return new AppError("forbidden");
    case "running": {
      // Its server reports within a second that the client has left, unless it is dead.
      const silentMs = Date.now() - Date.parse(heartbeatAt ?? "");
      const retryAfter = silentMs > 40_000 ? Math.ceil((serverLostMs - silentMs) / 1000) : 5;
      return new AppError("still_running", undefined, { headers: { "Retry-After": String(Math.max(1, retryAfter)) } });
    }
    default:
      return explainEnded(file) ?? new AppError(status === "completed" ? "already_downloaded" : "too_late");
  }
}

/** Why a file cannot be downloaded any more; null if it can, or its rest. */
export function explainEnded({ status, failure }: Pick<OwnFile, "status" | "failure">): AppError | null {
  if (status === "expired") return new AppError("expired");
  if (status === "cancelled") {
    return new AppError("already_ended", "This export was cancelled. Start a new one in Settings → Data export.");
  }
  if (failure === null || isResumable(failure)) return null;
  return new AppError("already_ended", `${failureReasons[failure]} Start a new export in Settings → Data export.`);
}

/**
 * Cancels a pending or running export; its download fails within a second.
 * @throws AppError not_found, already_ended, unavailable
 */
export async function cancelExport(id: string): Promise<void> {
  await requireUser();
  if (!isUuid(id)) throw new AppError("not_found");
  const supabase = await sessionClient();
  const update = await supabase
    .from("exports")
    .update({ status: "cancelled" })
    .eq("id", id)
    .in("status", ["pending", "running"]);
  if (update.error) throw databaseError(update.error, update.status);
  const { data, error, status } = await supabase.from("exports").select("status").eq("id", id).maybeSingle();
  if (error) throw databaseError(error, status);
  if (!data) throw new AppError("not_found");
  if (data.status !== "cancelled") throw new AppError("already_ended");
}

function contactNotFound(): AppError {
  return new AppError("not_found", "There is no such contact in this workspace.");
}

import "server-only";
import { z } from "zod";
import { requireUser } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { toAnswer } from "@/lib/exports/answer/answer";
import type { FailureReason } from "@/lib/exports/failure-reasons";
import { toScope } from "@/lib/exports/scope/scope";
import type { OpenExport } from "@/lib/exports/types";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/** What is known of a file before its download is opened. */
export type OwnFile = Omit<OpenExport, "token"> & {
  status: Database["public"]["Enums"]["export_status"];
  failure: FailureReason | null;
  /** What was sent of it. */
  bytes: number;
  /** ISO 8601; null unless it is running. */
  heartbeatAt: string | null;
};

/**
 * Reads an export that the signed-in user started.
 * @param tokenHash finds it only if it was opened with this token
 * @throws AppError not_found, forbidden for another user's export, unavailable
 */
export async function findOwnFile(id: string, tokenHash?: string): Promise<OwnFile> {
  const user = await requireUser();
  if (!isUuid(id)) throw fileNotFound();
  const supabase = await sessionClient();
  const query = supabase
    .from("exports")
    .select(
      "kind, format, compress, target_id, include_notes, scope, answer, actor_id, actor_name, actor_email, started_at, status, failure, bytes_written, heartbeat_at, attempt, file_attempt, resumed_from, tenants!inner(id, name, slug)",
    )
    .eq("id", id);
  const { data, error, status } = await (tokenHash ? query.eq("token_hash", tokenHash) : query).maybeSingle();
  if (error) throw databaseError(error, status);
  if (!data) throw fileNotFound();
  if (data.actor_id !== user.id) {
    throw new AppError(
      "forbidden",
      "Only the user who started this export can download it. Start your own in Settings → Data export.",
    );
  }
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
    status: data.status,
    failure: data.failure,
    bytes: data.bytes_written,
    heartbeatAt: data.heartbeat_at,
    attempt: data.attempt,
    fileAttempt: data.file_attempt,
    resumedFrom: data.resumed_from,
  };
}

/** The same whether the export does not exist or is of another workspace. */
function fileNotFound(): AppError {
  return new AppError("not_found", "There is no such export, or you are not an owner or admin of its workspace.");
}

/** The ETag of a file: the same as long as its bytes are. */
export function fileTag(id: string, fileAttempt: number): string {
  return `"${id}-${fileAttempt}"`;
}

/** Any uuid that Postgres accepts, also those without a version of RFC 9562. */
export function isUuid(text: string): boolean {
  return z.guid().safeParse(text).success;
}

import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { requireUser } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { type ExportFormat, type ExportKind, exportKinds } from "@/lib/exports/kinds";
import { databaseError } from "@/lib/supabase/database-error";
import { retryWhileUnavailable } from "@/lib/supabase/retry-while-unavailable";
import { sessionClient } from "@/lib/supabase/session-client";
import type { ExportRequest } from "./export-request";

/** A run whose download has begun. The ticket is the secret that its batches are read with; it is never stored or logged. */
export type OpenExport = {
  id: string;
  kind: ExportKind;
  format: ExportFormat;
  slug: string;
  workspaceName: string;
  actorName: string;
  actorEmail: string;
  targetId: string | null;
  includeNotes: boolean;
  startedAt: string;
  ticket: string;
};

/**
 * Makes a run for the signed-in person; the database writes the audit entry in the same transaction.
 * @returns the run's id
 * @throws AppError forbidden below admin, not_found for a contact of another workspace, unavailable
 */
export async function createExport(
  workspaceId: string,
  asked: ExportRequest,
  origin: { ip: string | null; userAgent: string | null },
): Promise<string> {
  if (asked.contact && !isId(asked.contact)) throw noSuchContact();
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("exports")
    .insert({
      tenant_id: workspaceId,
      kind: asked.kind,
      format: asked.format,
      target_id: asked.contact,
      include_notes: asked.includeNotes,
      ip: origin.ip,
      user_agent: origin.userAgent,
    })
    .select("id")
    .single();
  if (error?.code === "23503") throw noSuchContact();
  if (error) throw databaseError(error, status);
  return data.id;
}

function noSuchContact(): AppError {
  return new AppError("not_found", "There is no such contact in this workspace.");
}

/** Ids are whatever Postgres takes for a uuid, also those that RFC 9562 has no version for. */
function isId(text: string): boolean {
  return z.guid().safeParse(text).success;
}

/**
 * Begins the download of a run: only once, and only for the person who asked for it.
 * @throws AppError not_found, forbidden for a colleague's run, already_downloaded, unavailable
 */
export async function openExport(id: string): Promise<OpenExport> {
  const person = await requireUser();
  if (!isId(id)) throw new AppError("not_found");

  const ticket = randomBytes(32).toString("base64url");
  const data = await retryWhileUnavailable("open_export", () => begin(id, ticket));
  if (!data) throw await explainOpenFailure(id, person.id);
  if (data.status === "expired") throw new AppError("expired");
  return {
    id,
    kind: data.kind,
    format: data.format,
    slug: data.slug,
    workspaceName: data.workspace_name,
    actorName: data.actor_name,
    actorEmail: data.actor_email,
    targetId: data.target_id,
    includeNotes: data.include_notes,
    startedAt: new Date(data.started_at).toISOString(),
    ticket,
  };
}

/** Hands the ticket in. May be asked twice: the database knows the ticket that a run was opened with. */
async function begin(id: string, ticket: string) {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc("open_export", { export_id: id, token_hash: createHash("sha256").update(ticket).digest("hex") })
    .maybeSingle();
  // A policy refuses (42501) to open a colleague's run.
  if (error && error.code !== "42501") throw databaseError(error, status);
  if (data && !(data.kind in exportKinds)) throw new AppError("unavailable");
  return data;
}

async function explainOpenFailure(id: string, personId: string): Promise<AppError> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.from("exports").select("actor_id, status").eq("id", id).maybeSingle();
  if (error) return databaseError(error, status);
  if (!data) return new AppError("not_found");
  if (data.actor_id !== personId) {
    return new AppError(
      "forbidden",
      "Only the person who started this export can download it. Start one of your own from Settings → Data export.",
    );
  }
  if (data.status === "pending") return new AppError("forbidden");
  if (data.status === "expired") return new AppError("expired");
  if (data.status === "cancelled") {
    return new AppError("already_ended", "This export was cancelled. Start a new one from Settings → Data export.");
  }
  return new AppError("already_downloaded");
}

/**
 * Cancels a run that is pending or running; whoever downloads it sees the download fail within a batch.
 * @throws AppError not_found, already_ended, unavailable
 */
export async function cancelExport(id: string): Promise<void> {
  await requireUser();
  if (!isId(id)) throw new AppError("not_found");
  const supabase = await sessionClient();
  const changed = await supabase.from("exports").update({ status: "cancelled" }).eq("id", id);
  if (changed.error) throw databaseError(changed.error, changed.status);
  const { data, error, status } = await supabase.from("exports").select("status").eq("id", id).maybeSingle();
  if (error) throw databaseError(error, status);
  if (!data) throw new AppError("not_found");
  if (data.status !== "cancelled") throw new AppError("already_ended");
}

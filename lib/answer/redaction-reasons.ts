import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { lawReasons } from "@/lib/exports/redaction/law-reasons";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/** A workspace's own reason for leaving something out. */
export type RedactionReason = { id: string; reason: string };

/** A workspace's own reasons, oldest first. @throws AppError unavailable */
export async function listReasons(workspaceId: string): Promise<RedactionReason[]> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("redaction_reasons")
    .select("id, reason")
    .eq("tenant_id", workspaceId)
    .order("created_at")
    .order("id");
  if (error) throw databaseError(error, status);
  return data;
}

const newReason = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u);

/**
 * Adds a reason; does nothing if the workspace has it.
 * @throws AppError invalid_request, in words, also when there are 30; forbidden; unavailable
 */
export async function addReason(workspaceId: string, text: unknown): Promise<void> {
  const { data: reason } = newReason.safeParse(text);
  if (!reason) throw new AppError("invalid_request", "Enter a reason of at most 200 characters.");
  if ((lawReasons as readonly string[]).includes(reason)) return;
  const supabase = await sessionClient();
  const { error, status } = await supabase.from("redaction_reasons").insert({ tenant_id: workspaceId, reason });
  // unique_violation
  if (error && error.code !== "23505") throw databaseError(error, status);
}

/** Removes a reason. What was left out for it keeps it. @throws AppError unavailable */
export async function removeReason(workspaceId: string, id: string): Promise<void> {
  if (!z.guid().safeParse(id).success) return;
  const supabase = await sessionClient();
  const { error, status } = await supabase.from("redaction_reasons").delete().eq("tenant_id", workspaceId).eq("id", id);
  if (error) throw databaseError(error, status);
}

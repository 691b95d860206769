import "server-only";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/** When an answer was looked at, and the fingerprint of its records then, which the export compares. */
export type LookedAt = { looked_at: string; preview: string };

/** @param contacts the contact and the other records of the answer @throws AppError unavailable, forbidden */
export async function lookAtAnswer(workspaceId: string, contacts: string[]): Promise<LookedAt> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.rpc("answer_preview", { workspace: workspaceId, contacts }).single();
  if (error) throw databaseError(error, status);
  return data;
}

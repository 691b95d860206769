import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { lawReasons } from "@/lib/exports/redaction/law-reasons";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { listReasons } from "./redaction-reasons";

/** What the answers about a contact leave out, and who chose it. */
export type StoredRedaction = {
  id: string;
  what: "value" | "name" | "message" | "teammates";
  value: string | null;
  record_id: string | null;
  reason: string;
  actor_name: string;
  created_at: string;
};

/** As many as an answer may leave out (private.answer_problem), and as the API returns at most. */
const maxRedactions = 1000;

/**
 * What an answer leaves out, oldest first.
 * @param contacts the contact and the other records of the answer
 * @throws AppError unavailable
 */
export async function listRedactions(workspaceId: string, contacts: string[]): Promise<StoredRedaction[]> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("redactions")
    .select("id, what, value, record_id, reason, actor_name, created_at")
    .eq("tenant_id", workspaceId)
    .in("customer_id", contacts)
    .order("created_at")
    .order("id")
    .limit(maxRedactions);
  if (error) throw databaseError(error, status);
  return data as StoredRedaction[];
}

const reason = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u);
/** Postgres has no text with a zero byte. */
const value = z
  .string()
  .trim()
  .min(2)
  .max(500)
  .regex(/^[^\0]*$/);

/** What to leave out, as a form sends it. */
const redactionFields = z.discriminatedUnion("what", [
  z.object({ what: z.enum(["value", "name"]), value, reason }),
  z.object({ what: z.literal("message"), record_id: z.guid(), reason }),
  z.object({ what: z.literal("teammates"), reason }),
]);

/**
 * Leaves something out of the answers about a contact; does nothing if it is left out already.
 * @throws AppError invalid_request, which repeats nothing of what was sent, also for a reason that is not in the list; not_found for a
 * message that is gone; unavailable
 */
export async function addRedaction(workspaceId: string, contact: string, fields: object): Promise<void> {
  const parsed = redactionFields.safeParse(fields);
  if (!parsed.success) {
    throw new AppError("invalid_request", "Enter a text of 2 to 500 characters, and choose a reason.");
  }
  const reasons: readonly string[] = [...lawReasons, ...(await listReasons(workspaceId)).map(({ reason }) => reason)];
  if (!reasons.includes(parsed.data.reason)) {
    throw new AppError("invalid_request", "Choose a reason of the list. This one may have been removed.");
  }
  const supabase = await sessionClient();
  const { error, status } = await supabase
    .from("redactions")
    .insert({ tenant_id: workspaceId, customer_id: contact, ...parsed.data });
  // unique_violation: another admin has left it out.
  if (!error || error.code === "23505") return;
  if (error.code === "23503") throw new AppError("not_found", "This message or contact does not exist any more.");
  throw databaseError(error, status);
}

/** Takes back what was left out. @throws AppError unavailable */
export async function removeRedaction(workspaceId: string, id: string): Promise<void> {
  if (!z.guid().safeParse(id).success) return;
  const supabase = await sessionClient();
  const { error, status } = await supabase.from("redactions").delete().eq("tenant_id", workspaceId).eq("id", id);
  if (error) throw databaseError(error, status);
}

import "server-only";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/** What a stretch of the chain looks like. */
export type VerifyResult = {
  /** How many entries were checked; 0 at the end of the log. */
  checked: number;
  /** The last of them, from which the next stretch goes on. */
  seq: number;
  hash: string;
  /** When the first of them was made; null when there was none. */
  since: string | null;
  /** The first entry that does not fit, and in plain words why. */
  firstInvalid: { seq: number; reason: string } | null;
};

/**
 * Recomputes a stretch of a workspace's hash chain, in the database.
 * @param after the entry before the stretch, as the stretch before it ended
 * @throws AppError unavailable
 */
export async function verifyRange(workspaceId: string, after: { seq: number; hash: string }): Promise<VerifyResult> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc("verify_audit_log", { workspace: workspaceId, after_seq: after.seq, after_hash: after.hash }, { get: true })
    .single();
  if (error) throw databaseError(error, status);
  return {
    checked: data.checked,
    seq: data.last_seq ?? after.seq,
    hash: data.last_hash ?? after.hash,
    since: data.since,
    firstInvalid: data.invalid_seq === null ? null : { seq: data.invalid_seq, reason: data.invalid_reason },
  };
}

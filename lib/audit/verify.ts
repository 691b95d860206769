import "server-only";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/** The result of verifying one range of the chain. */
export type VerifyResult = {
  /** The number of entries checked; 0 at the end of the log. */
  checked: number;
  /** The last checked entry, after which the next range begins. */
  seq: number;
  hash: string;
  /** created_at of the first checked entry, as Postgres printed it; null if none was checked. */
  since: string | null;
  /** The first entry that does not fit the chain. */
  firstInvalid: { seq: number; reason: string } | null;
};

/**
 * Recomputes a range of a workspace's hash chain, in the database.
 * @param after the last entry of the range before
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

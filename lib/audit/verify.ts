import "server-only";
import { AppError } from "@/lib/errors";
import { type Cursor, isInvalidTimestamp, printCursor } from "@/lib/paging/cursor";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/** What is wrong with an entry of the log, or with the entries of an export. */
export type LogProblem =
  | { seq: number; export?: never; reason: string }
  | { seq?: never; export: string; reason: string };

/** The result of verifying one range. */
type RangeResult = {
  /** The number of entries or exports checked; 0 after the last one. */
  checked: number;
  problemCount: number;
  /** The first 100. */
  problems: LogProblem[];
};

export type EntriesResult = RangeResult & {
  /** The last checked entry, after which the next range begins. `seq` as text: a superuser may have made it longer than a double. */
  last: { seq: string; hash: string };
  /** created_at of the first checked entry, as Postgres printed it; null if none was checked. */
  since: string | null;
};

export type ExportsResult = RangeResult & {
  /** The last checked export as a cursor, after which the next range begins; null if none was checked. */
  last: string | null;
};

/** The position before the first entry, and before any that only a superuser can have made. */
export const beforeFirstEntry = { seq: "-9223372036854775808", hash: "0".repeat(64) };

/**
 * Verifies a range of a workspace's hash chain, and each entry against its export, in the database.
 * @param after the last entry of the range before
 * @throws AppError unavailable
 */
export async function verifyEntries(workspaceId: string, after: { seq: string; hash: string }): Promise<EntriesResult> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    // In a body, with seq as text: Supabase Lite reads numbers in a URL as doubles.
    .rpc("verify_audit_log", { workspace: workspaceId, after_seq: after.seq as never, after_hash: after.hash })
    .single();
  if (error) throw databaseError(error, status);
  return {
    checked: data.checked,
    problemCount: data.problem_count,
    problems: data.problems as LogProblem[],
    last: { seq: data.last_seq ?? after.seq, hash: data.last_hash },
    since: data.since,
  };
}

/**
 * Verifies that the log has the entries of a range of the workspace's exports, in the database.
 * @param after the last export of the range before; null for the first range
 * @throws AppError unavailable; invalid_request when the time in the cursor does not exist
 */
export async function verifyExports(workspaceId: string, after: Cursor | null): Promise<ExportsResult> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc(
      "verify_audited_exports",
      { workspace: workspaceId, ...(after ? { after_created_at: after.createdAt, after_id: after.id } : {}) },
      { get: true },
    )
    .single();
  if (error && isInvalidTimestamp(error)) throw new AppError("invalid_request", "after is not a time.");
  if (error) throw databaseError(error, status);
  return {
    checked: data.checked,
    problemCount: data.problem_count,
    problems: data.problems as LogProblem[],
    last: data.checked > 0 ? printCursor({ createdAt: data.last_created_at, id: data.last_id }) : null,
  };
}

import "server-only";
import type { Entry } from "@/lib/customers/thread";
import { type Cursor, isInvalidTimestamp } from "@/lib/paging/cursor";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import type { ThreadId } from "./answer-state";

/** A page of one conversation or ticket. */
export type ThreadPage = {
  /** Oldest first. */
  entries: Entry[];
  /** The cursor of the page of older entries; null if there are none. */
  older: Cursor | null;
  /** Whether these are the newest: also when the cursor was invalid. */
  isNewest: boolean;
};

/**
 * The newest entries of a thread before a cursor, up to 50; none of a thread that is not the customer's.
 * @throws AppError unavailable
 */
export async function listThread(
  { workspaceId, customer }: { workspaceId: string; customer: string },
  thread: ThreadId,
  before: Cursor | null,
): Promise<ThreadPage> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.rpc("thread_entries", {
    ...{ workspace: workspaceId, customer, parent_type: thread.type, parent: thread.id },
    ...(before ? { before_created_at: before.createdAt, before_id: before.id } : {}),
  });
  if (error && before && isInvalidTimestamp(error)) return listThread({ workspaceId, customer }, thread, null);
  if (error) throw databaseError(error, status);
  const last = data.at(-1);
  const entries = data.map(({ created_at, is_last: _, ...entry }) => ({ ...entry, createdAt: created_at })).reverse();
  const older = last && !last.is_last ? { createdAt: last.created_at, id: last.id } : null;
  return { entries, older, isNewest: !before };
}

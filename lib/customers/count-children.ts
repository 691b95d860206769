import "server-only";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { maxThreadEntries } from "./thread";

type Relation =
  | { table: "messages" | "replies"; parentColumn: "conversation_id" }
  | { table: "ticket_replies" | "ticket_notes"; parentColumn: "ticket_id" };

/**
 * Counts the children of a conversation or ticket; asks the database only if not all of them were read.
 * @param rows the children that were read with a limit of maxThreadEntries + 1
 * @throws AppError unavailable
 */
export async function countChildren(
  { table, parentColumn }: Relation,
  parentId: string,
  rows: unknown[],
): Promise<number> {
  if (rows.length <= maxThreadEntries) return rows.length;
  const supabase = await sessionClient();
  const { count, error, status } = await supabase
    .from(table)
    .select("id", { count: "exact", head: true })
    .eq(parentColumn as never, parentId);
  if (error) throw databaseError(error, status);
  return count ?? rows.length;
}

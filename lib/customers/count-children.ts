import "server-only";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { threadEntries } from "./thread";

type Child =
  | { table: "messages" | "replies"; parent: "conversation_id" }
  | { table: "ticket_replies" | "ticket_notes"; parent: "ticket_id" };

/**
 * How many rows hang on a parent, given those that were read with a limit of one more than a thread shows.
 * @returns their number, or what the database counts when the limit was reached
 * @throws AppError unavailable
 */
export async function countChildren({ table, parent }: Child, parentId: string, read: unknown[]): Promise<number> {
  if (read.length <= threadEntries) return read.length;
  const supabase = await sessionClient();
  const { count, error, status } = await supabase
    .from(table)
    .select("id", { count: "exact", head: true })
    .eq(parent as never, parentId);
  if (error) throw databaseError(error, status);
  return count ?? read.length;
}

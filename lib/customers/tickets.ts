import "server-only";
import { beforeCursor, type Cursor, isInvalidTimestamp } from "@/lib/paging/cursor";
import { type RecordsPage, recordRows, recordsPage } from "@/lib/paging/records-page";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { countChildren } from "./count-children";
import type { Customer } from "./customer";
import { type Entry, maxThreadEntries, mergeThread, type Thread } from "./thread";

const columns = `id, title, description, status, priority, created_at,
  ticket_replies(id, author, body, created_at), ticket_notes(id, author, body, created_at)`;

type Row = Awaited<ReturnType<typeof fetchPage>>["rows"][number];
export type Ticket = Omit<Row, "ticket_replies" | "ticket_notes"> & { thread: Thread };

/**
 * Lists a page of a customer's tickets, newest first, each with its newest replies and notes.
 * @throws AppError unavailable
 */
export async function listTickets(
  workspaceId: string,
  customer: Customer,
  cursor: Cursor | null,
): Promise<RecordsPage<Ticket>> {
  const [{ rows, before }, total] = await Promise.all([
    fetchPage(workspaceId, customer, cursor),
    countAll(workspaceId, customer),
  ]);
  return recordsPage(rows, { total, before, toRow: withThread });
}

/** Falls back to the first page if the cursor is invalid; `before` in the result is the cursor that was used. */
async function fetchPage(workspaceId: string, customer: Customer, before: Cursor | null) {
  const supabase = await sessionClient();
  const newestFirst = { ascending: false };
  let query = supabase
    .from("tickets")
    .select(columns)
    .eq("tenant_id", workspaceId)
    .eq("customer_id", customer.id)
    .order("created_at", newestFirst)
    .order("id", newestFirst)
    .limit(recordRows + 1);
  for (const referencedTable of ["ticket_replies", "ticket_notes"]) {
    query = query
      .order("created_at", { ...newestFirst, referencedTable })
      .order("id", { ...newestFirst, referencedTable })
      .limit(maxThreadEntries + 1, { referencedTable });
  }
  const { data, error, status } = await (before ? query.or(beforeCursor(before)) : query);
  if (error && before && isInvalidTimestamp(error)) return fetchPage(workspaceId, customer, null);
  if (error) throw databaseError(error, status);
  return { rows: data, before };
}

async function countAll(workspaceId: string, customer: Customer): Promise<number> {
  const supabase = await sessionClient();
  const { count, error, status } = await supabase
    .from("tickets")
    .select("id", { count: "exact", head: true })
    .eq("tenant_id", workspaceId)
    .eq("customer_id", customer.id);
  if (error) throw databaseError(error, status);
  return count ?? 0;
}

async function withThread({ ticket_replies, ticket_notes, ...ticket }: Row): Promise<Ticket> {
  const counts = await Promise.all([
    countChildren({ table: "ticket_replies", parentColumn: "ticket_id" }, ticket.id, ticket_replies),
    countChildren({ table: "ticket_notes", parentColumn: "ticket_id" }, ticket.id, ticket_notes),
  ]);
  const entries = (kind: "reply" | "note", rows: typeof ticket_replies) =>
    rows.map(({ id, author, body, created_at }): Entry => ({ id, kind, author, text: body, createdAt: created_at }));
  const lists = [entries("reply", ticket_replies), entries("note", ticket_notes)];
  return { ...ticket, thread: mergeThread(lists, counts[0] + counts[1]) };
}

import "server-only";
import { type Cursor, isInvalidTimestamp } from "@/lib/paging/cursor";
import { beforeCursor, type RecordsPage, recordRows, recordsPage } from "@/lib/paging/records-page";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { countChildren } from "./count-children";
import type { Customer } from "./customer";
import { type Entry, mergeThread, type Thread, threadEntries } from "./thread";

const columns = `id, title, description, status, priority, created_at,
  ticket_replies(id, author, body, created_at), ticket_notes(id, author, body, created_at)`;

type Read = Awaited<ReturnType<typeof read>>;
export type Ticket = Omit<Read["rows"][number], "ticket_replies" | "ticket_notes"> & { thread: Thread };

/**
 * A page of the tickets attached to a person, newest first, with the newest replies and notes of each.
 * @throws AppError unavailable
 */
export async function listTickets(
  workspaceId: string,
  person: Customer,
  asked: Cursor | null,
): Promise<RecordsPage<Ticket>> {
  const [{ rows, before }, total] = await Promise.all([
    read(workspaceId, person, asked),
    countAll(workspaceId, person),
  ]);
  return recordsPage(rows, { total, before, show: withThread });
}

async function read(workspaceId: string, person: Customer, before: Cursor | null) {
  const supabase = await sessionClient();
  const newestFirst = { ascending: false };
  let query = supabase
    .from("tickets")
    .select(columns)
    .eq("tenant_id", workspaceId)
    .eq("customer_id", person.id)
    .order("created_at", newestFirst)
    .order("id", newestFirst)
    .limit(recordRows + 1);
  for (const referencedTable of ["ticket_replies", "ticket_notes"]) {
    query = query
      .order("created_at", { ...newestFirst, referencedTable })
      .order("id", { ...newestFirst, referencedTable })
      .limit(threadEntries + 1, { referencedTable });
  }
  const { data, error, status } = await (before ? query.or(beforeCursor(before)) : query);
  if (error && before && isInvalidTimestamp(error)) return read(workspaceId, person, null);
  if (error) throw databaseError(error, status);
  return { rows: data, before };
}

async function countAll(workspaceId: string, person: Customer): Promise<number> {
  const supabase = await sessionClient();
  const { count, error, status } = await supabase
    .from("tickets")
    .select("id", { count: "exact", head: true })
    .eq("tenant_id", workspaceId)
    .eq("customer_id", person.id);
  if (error) throw databaseError(error, status);
  return count ?? 0;
}

async function withThread({ ticket_replies, ticket_notes, ...ticket }: Read["rows"][number]): Promise<Ticket> {
  const counts = await Promise.all([
    countChildren({ table: "ticket_replies", parent: "ticket_id" }, ticket.id, ticket_replies),
    countChildren({ table: "ticket_notes", parent: "ticket_id" }, ticket.id, ticket_notes),
  ]);
  const entries = (kind: "reply" | "note", rows: typeof ticket_replies) =>
    rows.map(({ id, author, body, created_at }): Entry => ({ id, kind, author, text: body, createdAt: created_at }));
  const lists = [entries("reply", ticket_replies), entries("note", ticket_notes)];
  return { ...ticket, thread: mergeThread(lists, counts[0] + counts[1]) };
}

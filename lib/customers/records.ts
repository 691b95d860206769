import "server-only";
import type { BoundedCount } from "@/lib/format/count";
import { type Cursor, isInvalidTimestamp } from "@/lib/paging/cursor";
import { type RecordsPage, recordsPage } from "@/lib/paging/records-page";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { boundedCount, parseThread, type Thread } from "./thread";

type Enums = Database["public"]["Enums"];

export type Conversation = {
  id: string;
  status: Enums["conversation_status"];
  subject: string | null;
  created_at: string;
  /** Its beginning, if it is long; null if there is none or the page has no room for it. */
  summary: string | null;
  /** The length of the whole summary; null if there is none. */
  summary_bytes: number | null;
  thread: Thread;
};

export type Ticket = {
  id: string;
  status: Enums["ticket_status"];
  priority: Enums["ticket_priority"];
  title: string;
  created_at: string;
  /** As the summary of a conversation. */
  description: string | null;
  description_bytes: number | null;
  thread: Thread;
};

export type CustomerCounts = {
  conversations: BoundedCount;
  tickets: BoundedCount;
  /** The messages, replies and notes of all of them. */
  entries: BoundedCount;
  /** The internal notes among the entries; too few when there are more entries than were counted. */
  notes: number;
};

/**
 * How many conversations and tickets a customer has, and how much is in them.
 * @throws AppError unavailable
 */
export async function countCustomerRecords(workspaceId: string, customerId: string): Promise<CustomerCounts> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc("count_customer_records", { workspace: workspaceId, customer: customerId })
    .maybeSingle();
  if (error) throw databaseError(error, status);
  // No row: the customer was deleted while the page rendered.
  const { conversations, tickets, entries, notes } = data ?? { conversations: 0, tickets: 0, entries: 0, notes: 0 };
  return {
    conversations: boundedCount(conversations),
    tickets: boundedCount(tickets),
    entries: boundedCount(entries),
    notes,
  };
}

/**
 * Lists a page of a customer's conversations, newest first, each with the newest entries of its thread.
 * @throws AppError unavailable
 */
export function listConversations(
  workspaceId: string,
  customerId: string,
  cursor: Cursor | null,
): Promise<RecordsPage<Conversation>> {
  return listRecords("customer_conversations", workspaceId, customerId, cursor);
}

/**
 * Lists a page of a customer's tickets, newest first, each with its newest replies and notes.
 * @throws AppError unavailable
 */
export function listTickets(
  workspaceId: string,
  customerId: string,
  cursor: Cursor | null,
): Promise<RecordsPage<Ticket>> {
  return listRecords("customer_tickets", workspaceId, customerId, cursor);
}

/** Falls back to the first page if the cursor is invalid. */
async function listRecords<Row extends Conversation | Ticket>(
  name: "customer_conversations" | "customer_tickets",
  workspaceId: string,
  customerId: string,
  before: Cursor | null,
): Promise<RecordsPage<Row>> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.rpc(name, {
    workspace: workspaceId,
    customer: customerId,
    ...(before ? { before_created_at: before.createdAt, before_id: before.id } : {}),
  });
  if (error && before && isInvalidTimestamp(error)) return listRecords(name, workspaceId, customerId, null);
  if (error) throw databaseError(error, status);
  const rows = data.map(
    ({ entries, entry_count, ...row }) => ({ ...row, thread: parseThread(entries, entry_count) }) as Row,
  );
  return recordsPage(rows, before);
}

import "server-only";
import { beforeCursor, type Cursor, isInvalidTimestamp } from "@/lib/paging/cursor";
import { type RecordsPage, recordRows, recordsPage } from "@/lib/paging/records-page";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { countChildren } from "./count-children";
import type { Customer } from "./customer";
import { type Entry, maxThreadEntries, mergeThread, type Thread } from "./thread";

const columns = `id, subject, status, summary, created_at,
  messages(id, role, content, created_at), replies(id, author, body, is_internal, created_at)`;

type Row = Awaited<ReturnType<typeof fetchPage>>["rows"][number];
export type Conversation = Omit<Row, "messages" | "replies"> & { thread: Thread };

/**
 * Lists a page of a customer's conversations, newest first, each with the newest entries of its thread.
 * @throws AppError unavailable
 */
export async function listConversations(
  workspaceId: string,
  customer: Customer,
  cursor: Cursor | null,
): Promise<RecordsPage<Conversation>> {
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
    .from("conversations")
    .select(columns)
    .eq("tenant_id", workspaceId)
    // One filter: Supabase Lite applies only the last `or` of a request.
    .or(before ? `and(or(${belongsTo(customer)}),or(${beforeCursor(before)}))` : belongsTo(customer))
    .order("created_at", newestFirst)
    .order("id", newestFirst)
    .limit(recordRows + 1);
  // The API truncates nested rows at max_rows without an error; a smaller explicit limit makes it noticeable.
  for (const referencedTable of ["messages", "replies"]) {
    query = query
      .order("created_at", { ...newestFirst, referencedTable })
      .order("id", { ...newestFirst, referencedTable })
      .limit(maxThreadEntries + 1, { referencedTable });
  }
  const { data, error, status } = await query;
  if (error && before && isInvalidTimestamp(error)) return fetchPage(workspaceId, customer, null);
  if (error) throw databaseError(error, status);
  return { rows: data, before };
}

async function countAll(workspaceId: string, customer: Customer): Promise<number> {
  const supabase = await sessionClient();
  const { count, error, status } = await supabase
    .from("conversations")
    .select("id", { count: "exact", head: true })
    .eq("tenant_id", workspaceId)
    .or(belongsTo(customer));
  if (error) throw databaseError(error, status);
  return count ?? 0;
}

/** A PostgREST filter for conversations of a customer: linked to it, or the one it was created from. */
function belongsTo({ id, source_conversation_id: source }: Customer): string {
  return source ? `customer_id.eq.${id},id.eq.${source}` : `customer_id.eq.${id}`;
}

async function withThread({ messages, replies, ...conversation }: Row): Promise<Conversation> {
  const counts = await Promise.all([
    countChildren({ table: "messages", parentColumn: "conversation_id" }, conversation.id, messages),
    countChildren({ table: "replies", parentColumn: "conversation_id" }, conversation.id, replies),
  ]);
  const messageEntries = messages.map(
    ({ id, role, content, created_at }): Entry => ({
      id,
      kind: role,
      author: null,
      text: content,
      createdAt: created_at,
    }),
  );
  const replyEntries = replies.map(
    ({ id, is_internal, author, body, created_at }): Entry => ({
      id,
      kind: is_internal ? "note" : "reply",
      author,
      text: body,
      createdAt: created_at,
    }),
  );
  return { ...conversation, thread: mergeThread([messageEntries, replyEntries], counts[0] + counts[1]) };
}

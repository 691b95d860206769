import "server-only";
import { type Cursor, isInvalidTimestamp } from "@/lib/paging/cursor";
import { beforeCursor, type RecordsPage, recordRows, recordsPage } from "@/lib/paging/records-page";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { countChildren } from "./count-children";
import type { Customer } from "./customer";
import { type Entry, mergeThread, type Thread, threadEntries } from "./thread";

const columns = `id, subject, status, summary, created_at,
  messages(id, role, content, created_at), replies(id, author, body, is_internal, created_at)`;

type Read = Awaited<ReturnType<typeof read>>;
export type Conversation = Omit<Read["rows"][number], "messages" | "replies"> & { thread: Thread };

/**
 * A page of the conversations that a person appears on, newest first, with the newest entries of each one's thread.
 * @throws AppError unavailable
 */
export async function listConversations(
  workspaceId: string,
  person: Customer,
  asked: Cursor | null,
): Promise<RecordsPage<Conversation>> {
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
    .from("conversations")
    .select(columns)
    .eq("tenant_id", workspaceId)
    // One filter, not two: Supabase Lite heeds only one "or" of a request.
    .or(before ? `and(or(${theirs(person)}),or(${beforeCursor(before)}))` : theirs(person))
    .order("created_at", newestFirst)
    .order("id", newestFirst)
    .limit(recordRows + 1);
  // The API cuts nested rows at a limit of its own without a word; with a smaller one of ours we notice.
  for (const referencedTable of ["messages", "replies"]) {
    query = query
      .order("created_at", { ...newestFirst, referencedTable })
      .order("id", { ...newestFirst, referencedTable })
      .limit(threadEntries + 1, { referencedTable });
  }
  const { data, error, status } = await query;
  if (error && before && isInvalidTimestamp(error)) return read(workspaceId, person, null);
  if (error) throw databaseError(error, status);
  return { rows: data, before };
}

async function countAll(workspaceId: string, person: Customer): Promise<number> {
  const supabase = await sessionClient();
  const { count, error, status } = await supabase
    .from("conversations")
    .select("id", { count: "exact", head: true })
    .eq("tenant_id", workspaceId)
    .or(theirs(person));
  if (error) throw databaseError(error, status);
  return count ?? 0;
}

/** Theirs by name, or the one in which they first appeared. */
function theirs({ id, source_conversation_id: source }: Customer): string {
  return source ? `customer_id.eq.${id},id.eq.${source}` : `customer_id.eq.${id}`;
}

async function withThread({ messages, replies, ...conversation }: Read["rows"][number]): Promise<Conversation> {
  const counts = await Promise.all([
    countChildren({ table: "messages", parent: "conversation_id" }, conversation.id, messages),
    countChildren({ table: "replies", parent: "conversation_id" }, conversation.id, replies),
  ]);
  const said = messages.map(
    ({ id, role, content, created_at }): Entry => ({
      id,
      kind: role,
      author: null,
      text: content,
      createdAt: created_at,
    }),
  );
  const answered = replies.map(
    ({ id, is_internal, author, body, created_at }): Entry => ({
      id,
      kind: is_internal ? "note" : "reply",
      author,
      text: body,
      createdAt: created_at,
    }),
  );
  return { ...conversation, thread: mergeThread([said, answered], counts[0] + counts[1]) };
}

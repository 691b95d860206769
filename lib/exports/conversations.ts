import { databaseError } from "@/lib/supabase/database-error";
import type { TicketClient } from "@/lib/supabase/ticket-client";
import type { Piece } from "./row-format";

/** Where a page ended: its last row's (created_at, id), kept as the text Postgres printed. */
type Cursor = { after_created_at: string; after_id: string };

/**
 * Every conversation of the run's workspace with its messages and replies, as a JSON array, oldest first: up to 200 a batch.
 * Postgres makes the JSON and it is passed on unparsed, so no number is rounded. A conversation too large for a batch comes
 * without its children, which are then read page by page.
 * @throws AppError unavailable; forbidden when the run may not read any more
 */
export async function* writeConversations(client: TicketClient, signal: AbortSignal): AsyncGenerator<Piece> {
  let cursor: Cursor | undefined;
  let separator = "[\n";
  do {
    const { data, error, status } = await client
      .rpc("export_conversations", cursor, { get: true })
      .abortSignal(signal)
      .single();
    if (error) throw databaseError(error, status);
    if (data.row_count > 0) {
      const text = separator + data.batch;
      const counts = { conversations: data.row_count, messages: data.message_count, replies: data.reply_count };
      separator = ",\n";
      if (data.children_follow) {
        yield piece(`${text.slice(0, -1)},"messages":[`);
        yield* children(client, signal, data.next_id, "messages");
        yield piece('],"replies":[');
        yield* children(client, signal, data.next_id, "replies");
        yield { ...piece("]}", data.row_count), counts };
      } else {
        yield { ...piece(text, data.row_count), counts };
      }
    }
    cursor = next(data);
  } while (cursor);
  yield piece(separator === "[\n" ? "[]\n" : "\n]\n");
}

/** The messages or replies of one conversation, as the inside of a JSON array. */
async function* children(
  client: TicketClient,
  signal: AbortSignal,
  conversation: string,
  child: "messages" | "replies",
): AsyncGenerator<Piece> {
  let cursor: Cursor | undefined;
  let separator = "";
  do {
    const { data, error, status } = await client
      .rpc("export_conversation_children", { conversation, child, ...cursor }, { get: true })
      .abortSignal(signal)
      .single();
    if (error) throw databaseError(error, status);
    if (data.batch) yield { ...piece(separator + data.batch), counts: { [child]: data.row_count } };
    separator = ",";
    cursor = next(data);
  } while (cursor);
}

function piece(text: string, rows = 0): Piece {
  return { text, rows, guarded: 0 };
}

function next(page: { next_created_at: string | null; next_id: string }): Cursor | undefined {
  return page.next_created_at === null ? undefined : { after_created_at: page.next_created_at, after_id: page.next_id };
}

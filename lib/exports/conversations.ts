import { databaseError } from "@/lib/supabase/database-error";
import type { TicketClient } from "@/lib/supabase/ticket-client";
import { type Range, readRanges, restOf } from "./ranges";
import type { Piece } from "./row-format";

type Child = "messages" | "replies";

/**
 * Every conversation of the run's workspace with its messages and replies, as a JSON array, oldest first: up to 200 a batch.
 * Postgres makes the JSON and it is passed on unparsed, so no number is rounded. A conversation too large for a batch comes
 * without its children, which are then read page by page.
 * @throws AppError unavailable; forbidden when the run may not read any more
 */
export async function* writeConversations(client: TicketClient, signal: AbortSignal): AsyncGenerator<Piece> {
  let empty = true;
  for await (const { text, ...rest } of readRanges(client, signal, (range) => conversationsOf(range, client, signal))) {
    // Each conversation follows a comma; the first of all follows the opening bracket.
    yield { ...rest, text: empty ? `[${text.slice(1)}` : text };
    empty = false;
  }
  yield piece(empty ? "[]\n" : "\n]\n");
}

/** The conversations of one range, each with a comma before it. */
async function* conversationsOf(range: Range, client: TicketClient, signal: AbortSignal): AsyncGenerator<Piece> {
  for (let rest: Range | null = range; rest; ) {
    const page = await conversationPage(rest, client, signal);
    const counts = { conversations: page.row_count, messages: page.message_count, replies: page.reply_count };
    if (page.children_follow) {
      yield piece(`${page.batch.slice(0, -1)},"messages":[`);
      yield* childrenOf(page.next_id, "messages", client, signal);
      yield piece('],"replies":[');
      yield* childrenOf(page.next_id, "replies", client, signal);
      yield { ...piece("]}", page.row_count), counts };
    } else if (page.row_count > 0) {
      yield { ...piece(page.batch, page.row_count), counts };
    }
    rest = restOf(rest, page);
  }
}

/** The messages or replies of one conversation, as the inside of a JSON array. */
async function* childrenOf(
  conversation: string,
  child: Child,
  client: TicketClient,
  signal: AbortSignal,
): AsyncGenerator<Piece> {
  let separator = "";
  for (let rest: Range | null = {}; rest; ) {
    const page = await childPage({ conversation, child, ...rest }, client, signal);
    if (page.batch) yield { ...piece(separator + page.batch), counts: { [child]: page.row_count } };
    separator = ",";
    rest = restOf(rest, page);
  }
}

async function conversationPage(range: Range, client: TicketClient, signal: AbortSignal) {
  const { data, error, status } = await client
    .rpc("export_conversations", range, { get: true })
    .abortSignal(signal)
    .single();
  if (error) throw databaseError(error, status);
  return data;
}

async function childPage(
  asked: { conversation: string; child: Child } & Range,
  client: TicketClient,
  signal: AbortSignal,
) {
  const { data, error, status } = await client
    .rpc("export_conversation_children", asked, { get: true })
    .abortSignal(signal)
    .single();
  if (error) throw databaseError(error, status);
  return data;
}

function piece(text: string, rows = 0): Piece {
  return { text, rows, guarded: 0 };
}

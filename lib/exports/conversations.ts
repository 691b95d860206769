import { readPages } from "@/lib/supabase/read-page";
import { type Range, readRanges } from "./ranges";
import type { Piece } from "./row-format";
import type { OpenRun } from "./run";

type Child = "messages" | "replies";

/**
 * Every conversation of the run's workspace with its messages and replies, as a JSON array, oldest first: up to 200 a batch.
 * Postgres makes the JSON and its bytes are passed on, so no number is rounded. A conversation too large for a batch comes
 * without its children, which are then read page by page.
 * @throws AppError unavailable; forbidden when the run may not read any more
 */
export async function* writeConversations({ ticket }: OpenRun, signal: AbortSignal): AsyncGenerator<Piece> {
  let empty = true;
  for await (const part of readRanges(ticket, signal, (range) => conversationsOf(range, ticket, signal))) {
    // Each conversation follows a comma; the first of all follows the opening bracket.
    if (empty && part.text[0] instanceof Uint8Array) part.text[0][0] = "[".charCodeAt(0);
    yield part;
    empty = false;
  }
  yield piece(empty ? "[]\n" : "\n]\n");
}

/** The conversations of one range, each with a comma before it. */
async function* conversationsOf(range: Range, ticket: string, signal: AbortSignal): AsyncGenerator<Piece> {
  for await (const { about, body } of readPages(ticket, "export_conversations", range, signal)) {
    if (about.children_of !== null) {
      yield piece(body);
      yield piece(',"messages":[');
      yield* childrenOf(about.children_of, "messages", ticket, signal);
      yield piece('],"replies":[');
      yield* childrenOf(about.children_of, "replies", ticket, signal);
      yield { ...piece("]}", about.rows), counts: about.counts };
    } else if (about.rows > 0) {
      yield { ...piece(body, about.rows), counts: about.counts };
    }
  }
}

/** The messages or replies of one conversation, as the inside of a JSON array. */
async function* childrenOf(
  conversation: string,
  child: Child,
  ticket: string,
  signal: AbortSignal,
): AsyncGenerator<Piece> {
  let first = true;
  const asked = { conversation, child };
  for await (const { about, body } of readPages(ticket, "export_conversation_children", asked, signal)) {
    if (about.bytes === 0) continue;
    if (!first) yield piece(",");
    yield { ...piece(body), counts: about.counts };
    first = false;
  }
}

function piece(text: Piece["text"], rows = 0): Piece {
  return { text, rows, guarded: 0 };
}

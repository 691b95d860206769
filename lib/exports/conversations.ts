import { readPages } from "@/lib/supabase/read-page";
import { jsonArray } from "./json-array";
import { type Piece, piece, wholePage } from "./piece";
import { type Range, readRanges } from "./ranges";
import type { OpenRun } from "./run";

type Child = "messages" | "replies";

/**
 * Every conversation of the run's workspace with its messages and replies, as a JSON array, oldest first: up to 200 a batch.
 * Postgres makes the JSON and its bytes are passed on, so no number is rounded. A conversation too large for a batch comes
 * without its children, which are then read page by page.
 * @throws AppError unavailable; forbidden when the run may not read any more
 */
export function writeConversations({ ticket }: OpenRun, signal: AbortSignal): AsyncGenerator<Piece> {
  return jsonArray(readRanges(ticket, signal, (range) => conversationsOf(range, ticket, signal)));
}

/** The conversations of one range, each after a comma. */
async function* conversationsOf(range: Range, ticket: string, signal: AbortSignal): AsyncGenerator<Piece> {
  for await (const page of readPages(ticket, "export_conversations", range, signal)) {
    const { about, body } = page;
    if (about.children_of === null) {
      yield wholePage(page);
      continue;
    }
    yield piece(body);
    yield piece(',"messages":[');
    yield* childrenOf(about.children_of, "messages", ticket, signal);
    yield piece('],"replies":[');
    yield* childrenOf(about.children_of, "replies", ticket, signal);
    yield { ...piece("]}", about.rows), counts: about.counts };
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

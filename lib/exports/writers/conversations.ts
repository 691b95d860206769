import { batchChunk, type Chunk, textChunk } from "@/lib/exports/chunk";
import { jsonArray } from "@/lib/exports/formats/json-array";
import type { OpenExport } from "@/lib/exports/lifecycle/exports";
import { fetchBatches } from "@/lib/exports/source/fetch-batches";
import { fetchRanges, type Range } from "@/lib/exports/source/ranges";

type Child = "messages" | "replies";

/**
 * Every conversation of the run's workspace with its messages and replies, as a JSON array, oldest first: up to 200 a batch.
 * Postgres makes the JSON and its bytes are passed on, so no number is rounded. A conversation too large for a batch comes
 * without its children, which are then read page by page.
 * @throws AppError unavailable; forbidden when the run may not read any more
 */
export function writeConversations({ ticket }: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  return jsonArray(fetchRanges(ticket, signal, (range) => conversationsOf(range, ticket, signal)));
}

/** The conversations of one range, each after a comma. */
async function* conversationsOf(range: Range, ticket: string, signal: AbortSignal): AsyncGenerator<Chunk> {
  for await (const page of fetchBatches(ticket, "export_conversations", range, signal)) {
    const { about, body } = page;
    if (about.parent_id === null) {
      yield batchChunk(page);
      continue;
    }
    yield textChunk(body);
    yield textChunk(',"messages":[');
    yield* childrenOf(about.parent_id, "messages", ticket, signal);
    yield textChunk('],"replies":[');
    yield* childrenOf(about.parent_id, "replies", ticket, signal);
    yield { ...textChunk("]}", about.rows), counts: about.counts };
  }
}

/** The messages or replies of one conversation, as the inside of a JSON array. */
async function* childrenOf(
  conversation: string,
  child: Child,
  ticket: string,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  let first = true;
  const asked = { conversation, child };
  for await (const { about, body } of fetchBatches(ticket, "export_conversation_children", asked, signal)) {
    if (about.bytes === 0) continue;
    if (!first) yield textChunk(",");
    yield { ...textChunk(body), counts: about.counts };
    first = false;
  }
}

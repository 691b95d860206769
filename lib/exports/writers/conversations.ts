import { batchChunk, textChunk } from "@/lib/exports/chunk";
import { jsonArray } from "@/lib/exports/formats/json-array";
import { fetchBatches } from "@/lib/exports/source/fetch-batches";
import { fetchRanges, type Range } from "@/lib/exports/source/ranges";
import type { Chunk, OpenExport } from "@/lib/exports/types";

/**
 * Every conversation of the workspace with its messages and replies, as a JSON array, oldest first, up to 200 a batch. Postgres makes
 * the JSON and its bytes are passed on, so numbers keep their digits.
 * @throws AppError unavailable; forbidden when the export may not read any more
 */
export function writeConversations({ token }: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  return jsonArray(fetchRanges(token, signal, (range) => conversationsIn(range, token, signal)));
}

/** The conversations of one range, each after a comma. The children of a large one are read in batches of their own. */
async function* conversationsIn(range: Range, token: string, signal: AbortSignal): AsyncGenerator<Chunk> {
  for await (const batch of fetchBatches(token, "export_conversations", range, signal)) {
    const { parent_id: parentId, rows, counts } = batch.meta;
    if (parentId === null) {
      yield batchChunk(batch);
      continue;
    }
    yield textChunk(batch.body);
    yield textChunk(',"messages":[');
    yield* childrenOf(parentId, "messages", token, signal);
    yield textChunk('],"replies":[');
    yield* childrenOf(parentId, "replies", token, signal);
    yield { ...textChunk("]}", rows), counts };
  }
}

/** The messages or replies of one conversation, as the inside of a JSON array. */
async function* childrenOf(
  conversation: string,
  child: "messages" | "replies",
  token: string,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  let isFirst = true;
  const batches = fetchBatches(token, "export_conversation_children", { conversation, child }, signal);
  for await (const { meta, body } of batches) {
    if (meta.bytes === 0) continue;
    if (!isFirst) yield textChunk(",");
    yield { ...textChunk(body), counts: meta.counts };
    isFirst = false;
  }
}

import { batchChunk, textChunk } from "@/lib/exports/chunk";
import { jsonArray } from "@/lib/exports/formats/json-array";
import { formatTable, isCsv } from "@/lib/exports/formats/table";
import { formatWorkbook } from "@/lib/exports/formats/xlsx/workbook";
import { fetchBatches } from "@/lib/exports/source/fetch-batches";
import { fetchRange, fetchRanges, type Range } from "@/lib/exports/source/ranges";
import type { Chunk, OpenExport, Position } from "@/lib/exports/types";
import { conversationColumns, conversationRows, conversationSheets } from "./conversation-tables";

/**
 * Every conversation of the workspace, oldest first, up to 200 a batch: as a row of CSV, or with its messages and replies. Of JSON,
 * Postgres makes the text and its bytes are passed on, so numbers keep their digits.
 * @throws AppError unavailable; forbidden when the export may not read any more
 */
export function writeConversations(
  { format, scope, token, startedAt }: OpenExport,
  signal: AbortSignal,
  from?: Position,
): AsyncGenerator<Chunk> {
  if (format === "xlsx") return formatWorkbook(conversationSheets(token, signal), new Date(startedAt), scope.time_zone);
  const isContinued = from !== undefined;
  if (isCsv(format)) {
    return formatTable(format, conversationColumns, conversationRows(token, signal, from), isContinued);
  }
  const lineEnd = format === "ndjson" ? "\n" : "";
  const items = fetchRanges(token, signal, (range) => conversationsIn(range, lineEnd, token, signal), from);
  return format === "ndjson" ? items : jsonArray(items, isContinued);
}

/**
 * The conversations of one range as JSON objects, each after a comma or before a line end. The children of a large one are read in
 * batches of their own.
 */
async function* conversationsIn(
  range: Range,
  lineEnd: string,
  token: string,
  signal: AbortSignal,
): AsyncGenerator<Chunk> {
  for await (const batch of fetchRange(token, "export_conversations", range, signal)) {
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
    yield { ...textChunk(`]}${lineEnd}`, rows), counts, position: batch.position };
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

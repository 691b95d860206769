import { textChunk } from "@/lib/exports/chunk";
import type { Chunk } from "@/lib/exports/types";

/**
 * Joins chunks of JSON items into one JSON array, one item a line.
 * @param items the text of the items, each preceded by a comma and a line feed; the first comma is overwritten
 * @param isContinued whether other items are before these
 */
export async function* jsonArray(items: AsyncIterable<Chunk>, isContinued: boolean): AsyncGenerator<Chunk> {
  let empty = !isContinued;
  for await (const item of items) {
    if (item.text.length === 0) continue;
    // The first comma of the file becomes the opening bracket.
    if (empty && item.text[0] instanceof Uint8Array) item.text[0][0] = "[".charCodeAt(0);
    yield item;
    empty = false;
  }
  yield textChunk(empty ? "[]\n" : "\n]\n");
}

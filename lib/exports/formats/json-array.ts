import { textChunk } from "@/lib/exports/chunk";
import type { Chunk } from "@/lib/exports/types";

/**
 * Makes a JSON array of the text of items.
 * @param items the text of some items, each of which follows a comma and a line's end; empty where there is none
 */
export async function* jsonArray(items: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
  let empty = true;
  for await (const item of items) {
    if (item.text.length === 0) continue;
    // The first item of all follows the opening bracket.
    if (empty && item.text[0] instanceof Uint8Array) item.text[0][0] = "[".charCodeAt(0);
    yield item;
    empty = false;
  }
  yield textChunk(empty ? "[]\n" : "\n]\n");
}

import { addCounts, type Chunk } from "@/lib/exports/chunk";

/** Smaller chunks are slow: each one is compressed and flushed by itself (measured: 1 MB/s for rows, 50 MB/s and more from here). */
const enough = 64 * 1024;

/** Turns pieces into the bytes of the file and joins them until they are worth sending; what is large enough is not copied. */
export async function* coalesceChunks(pieces: AsyncGenerator<Chunk>): AsyncGenerator<Chunk<Uint8Array>> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  let sums = { rows: 0, guarded: 0, counts: {} };
  const take = () => {
    const text = waiting.length === 1 && waiting[0] ? waiting[0] : Buffer.concat(waiting);
    const chunk = { text, ...sums };
    waiting = [];
    bytes = 0;
    sums = { rows: 0, guarded: 0, counts: {} };
    return chunk;
  };
  for await (const { text, rows, guarded, counts } of pieces) {
    const parts = typeof text === "string" ? [Buffer.from(text)] : text;
    for (const [index, part] of parts.entries()) {
      waiting.push(part);
      bytes += part.length;
      // Rows count when the last of them is in.
      if (index === parts.length - 1) {
        sums = { rows: sums.rows + rows, guarded: sums.guarded + guarded, counts: addCounts(sums.counts, counts) };
      }
      if (bytes >= enough) yield take();
    }
  }
  if (waiting.length > 0) yield take();
}

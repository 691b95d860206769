import { addCounts } from "@/lib/exports/chunk";
import type { Chunk } from "@/lib/exports/types";

/** Next compresses and flushes every chunk by itself: 1 MB/s for row-sized chunks, 50 MB/s and more from this size on. */
const minChunkBytes = 64 * 1024;

/** Encodes chunks as UTF-8 and joins them up to a size worth sending; buffers that are large enough are not copied. */
export async function* coalesceChunks(chunks: AsyncGenerator<Chunk>): AsyncGenerator<Chunk<Uint8Array>> {
  let buffers: Uint8Array[] = [];
  let bytes = 0;
  let sums = { rows: 0, escapedCells: 0, counts: {} };
  const take = () => {
    const text = buffers.length === 1 && buffers[0] ? buffers[0] : Buffer.concat(buffers);
    const chunk = { text, ...sums };
    buffers = [];
    bytes = 0;
    sums = { rows: 0, escapedCells: 0, counts: {} };
    return chunk;
  };
  for await (const { text, rows, escapedCells, counts } of chunks) {
    const parts = typeof text === "string" ? [Buffer.from(text)] : text;
    for (const [index, part] of parts.entries()) {
      buffers.push(part);
      bytes += part.length;
      // Rows count once the last of their bytes is in.
      if (index === parts.length - 1) {
        sums = {
          rows: sums.rows + rows,
          escapedCells: sums.escapedCells + escapedCells,
          counts: addCounts(sums.counts, counts),
        };
      }
      if (bytes >= minChunkBytes) yield take();
    }
  }
  if (buffers.length > 0) yield take();
}

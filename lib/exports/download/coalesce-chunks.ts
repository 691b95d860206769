import { addCellCounts, addCounts, chunkBytes } from "@/lib/exports/chunk";
import type { Chunk } from "@/lib/exports/types";

/** Next compresses and flushes every chunk by itself: 1 MB/s for row-sized chunks, 50 MB/s and more from this size on. */
const minChunkBytes = 64 * 1024;

const nothing: Omit<Required<Chunk>, "text"> = { rows: 0, escapedCells: 0, counts: {}, cutCells: {} };

/** Encodes chunks as UTF-8 and joins them up to a size worth sending; buffers that are large enough are not copied. */
export async function* coalesceChunks(chunks: AsyncGenerator<Chunk>): AsyncGenerator<Chunk<Uint8Array>> {
  let buffers: Uint8Array[] = [];
  let bytes = 0;
  let sums = nothing;
  const take = () => {
    const text = buffers.length === 1 && buffers[0] ? buffers[0] : Buffer.concat(buffers);
    const chunk = { text, ...sums };
    buffers = [];
    bytes = 0;
    sums = nothing;
    return chunk;
  };
  for await (const { text, rows, escapedCells, counts, cutCells } of chunks) {
    const parts = chunkBytes({ text });
    for (const [index, part] of parts.entries()) {
      buffers.push(part);
      bytes += part.length;
      // Rows count once the last of their bytes is in.
      if (index === parts.length - 1) {
        sums = {
          rows: sums.rows + rows,
          escapedCells: sums.escapedCells + escapedCells,
          counts: addCounts(sums.counts, counts),
          cutCells: addCellCounts(sums.cutCells, cutCells),
        };
      }
      if (bytes >= minChunkBytes) yield take();
    }
  }
  if (buffers.length > 0) yield take();
}

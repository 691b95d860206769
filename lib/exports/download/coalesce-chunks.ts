import { addCellCounts, addCounts, chunkBytes } from "@/lib/exports/chunk";
import type { Chunk, Position } from "@/lib/exports/types";

/** Next compresses and flushes every chunk by itself: 1 MB/s for row-sized chunks, 50 MB/s and more from this size on. */
const minChunkBytes = 64 * 1024;
/** Enough where the writer can begin again: joined to what follows, the place would be lost, and a download could not go on there. */
const minLastChunkBytes = 16 * 1024;

const nothing: Omit<Required<Chunk>, "text" | "position"> = { rows: 0, escapedCells: 0, counts: {}, cutCells: {} };

/**
 * Encodes chunks as UTF-8 and joins them up to a size worth sending; buffers that are large enough are not copied.
 * @param exactBytes cuts what is longer, too: chunks of this size, wherever the network has cut the bytes
 */
export async function* coalesceChunks(
  chunks: AsyncGenerator<Chunk>,
  exactBytes?: number,
): AsyncGenerator<Chunk<Uint8Array>> {
  let buffers: Uint8Array[] = [];
  let bytes = 0;
  let sums = nothing;
  let position: Position | undefined;
  const take = () => {
    const text = buffers.length === 1 && buffers[0] ? buffers[0] : Buffer.concat(buffers);
    const chunk = { text, ...sums, position };
    buffers = [];
    bytes = 0;
    sums = nothing;
    position = undefined;
    return chunk;
  };
  for await (const { text, rows, escapedCells, counts, cutCells, position: end } of chunks) {
    const parts = chunkBytes({ text });
    for (const [index, part] of parts.entries()) {
      let rest = part;
      while (exactBytes !== undefined && bytes + rest.length > exactBytes) {
        buffers.push(rest.subarray(0, exactBytes - bytes));
        rest = rest.subarray(exactBytes - bytes);
        yield take();
      }
      buffers.push(rest);
      bytes += rest.length;
      position = undefined;
      const isLast = index === parts.length - 1;
      // Rows count once the last of their bytes is in.
      if (isLast) {
        position = end;
        sums = {
          rows: sums.rows + rows,
          escapedCells: sums.escapedCells + escapedCells,
          counts: addCounts(sums.counts, counts),
          cutCells: addCellCounts(sums.cutCells, cutCells),
        };
      }
      const enough = isLast && end ? minLastChunkBytes : minChunkBytes;
      if (bytes >= (exactBytes ?? enough)) yield take();
    }
  }
  if (buffers.length > 0) yield take();
}

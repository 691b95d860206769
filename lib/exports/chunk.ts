import type { Batch, Chunk, Counts } from "./types";

/** A chunk of the given text; by default no row ends in it. */
export function textChunk(text: Chunk["text"], rows = 0): Chunk {
  return { text, rows, escapedCells: 0 };
}

/** A whole batch as a chunk, its bytes as Postgres sent them. */
export function batchChunk({ body, meta }: Batch): Chunk {
  return { ...textChunk(body, meta.rows), counts: meta.counts };
}

/** The sum of two counts, kind by kind. */
export function addCounts(sum: Counts, more: Counts = {}): Counts {
  const total = { ...sum };
  for (const [kind, count] of Object.entries(more)) total[kind] = (total[kind] ?? 0) + count;
  return total;
}

import type { Batch, CellCounts, Chunk, Counts } from "./types";

/** A chunk of the given text; by default no row ends in it. */
export function textChunk(text: Chunk["text"], rows = 0): Chunk {
  return { text, rows, escapedCells: 0 };
}

/** A chunk's text as bytes. */
export function chunkBytes({ text }: Pick<Chunk, "text">): Uint8Array[] {
  return typeof text === "string" ? [Buffer.from(text)] : text;
}

/** A whole batch as a chunk, its bytes as Postgres sent them. */
export function batchChunk({ body, meta, position }: Batch): Chunk {
  return { ...textChunk(body, meta.rows), counts: meta.counts, position };
}

/** The sum of two counts, kind by kind. */
export function addCounts(sum: Counts, more: Counts = {}): Counts {
  const total = { ...sum };
  for (const [kind, count] of Object.entries(more)) total[kind] = (total[kind] ?? 0) + count;
  return total;
}

/** The sum of two counts of cells, column by column. */
export function addCellCounts(sum: CellCounts, more: CellCounts = {}): CellCounts {
  const total = { ...sum };
  for (const [type, counts] of Object.entries(more)) total[type] = addCounts(total[type] ?? {}, counts);
  return total;
}

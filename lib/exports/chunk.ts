import type { Batch } from "@/lib/exports/source/fetch-batches";

/** How many records of each kind, such as `{ messages: 12, replies: 3 }`. */
export type Counts = Record<string, number>;

/**
 * Part of a file: its text, or that text as UTF-8 in pieces, how many rows end in it, how many cells were made harmless for spreadsheets,
 * and how many records of each kind are in it.
 */
export type Chunk<Text = string | Uint8Array[]> = { text: Text; rows: number; guarded: number; counts?: Counts };

/** A piece of a file from its text, by default without rows. */
export function textChunk(text: Chunk["text"], rows = 0): Chunk {
  return { text, rows, guarded: 0 };
}

/** A page as it came from Postgres, as a piece of the file. */
export function batchChunk({ body, about }: Batch): Chunk {
  return { ...textChunk(body, about.rows), counts: about.counts };
}

/** Adds counts up, kind by kind. */
export function addCounts(sum: Counts, more: Counts = {}): Counts {
  const added = { ...sum };
  for (const [kind, count] of Object.entries(more)) added[kind] = (added[kind] ?? 0) + count;
  return added;
}

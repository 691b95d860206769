import type { ExportFormat } from "./kinds";

/** A value as text, as Postgres printed it; null is SQL's null. */
export type Cell = string | null;

/** A column of a file; the cells of a json column hold serialized JSON. */
export type Column = { name: string; json?: true };

/** How many records of each kind, such as `{ messages: 12, replies: 3 }`. */
export type Counts = Record<string, number>;

/**
 * Part of a file: its text, or that text as UTF-8 in pieces, how many rows end in it, how many cells were made harmless for spreadsheets,
 * and how many records of each kind are in it.
 */
export type Piece<Text = string | Uint8Array[]> = { text: Text; rows: number; guarded: number; counts?: Counts };

/** Adds counts up, kind by kind. */
export function addCounts(sum: Counts, more: Counts = {}): Counts {
  const added = { ...sum };
  for (const [kind, count] of Object.entries(more)) added[kind] = (added[kind] ?? 0) + count;
  return added;
}

/** How rows become a file: pure functions of columns and cells. */
export type RowFormat = {
  head(columns: readonly Column[]): string;
  /** @param first whether these are the file's first rows */
  rows(columns: readonly Column[], rows: readonly Cell[][], first: boolean): Piece<string>;
  /** @param empty whether the file has no rows */
  tail(empty: boolean): string;
};

export type RowFormatName = Extract<ExportFormat, "csv" | "csv-excel" | "csv-exact" | "json">;

/** Writes batches of rows as pieces of a file; the first piece comes with the first batch, also when that is empty. */
export async function* writeRows(
  format: RowFormat,
  columns: readonly Column[],
  batches: AsyncIterable<Cell[][]>,
): AsyncGenerator<Piece> {
  let first = true;
  let head = format.head(columns);
  for await (const batch of batches) {
    const piece = format.rows(columns, batch, first);
    yield { ...piece, text: head + piece.text };
    head = "";
    first &&= batch.length === 0;
  }
  yield { text: head + format.tail(first), rows: 0, guarded: 0 };
}

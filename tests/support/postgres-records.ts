import type { Batch } from "@/lib/exports/types";

/** A row as Postgres prints it (its manual, 8.16.6; record_out in its source): what it would print is tested in the files themselves. */
function printedRow(cells: readonly (string | null)[]): string {
  const fields = cells.map((cell) => {
    if (cell === null) return "";
    return /^$|[\s"\\(),]/.test(cell) ? `"${cell.replace(/["\\]/g, "$&$&")}"` : cell;
  });
  return `(${fields.join(",")})`;
}

/** A page of rows as Postgres prints them, its bytes in two pieces. */
export function recordsBatch(rows: readonly (string | null)[][]): Batch {
  return textBatch(rows.map(printedRow).join(""), rows.length);
}

/** A page with a text of so many rows. */
export function textBatch(text: string, rows: number): Batch {
  const bytes = Buffer.from(text);
  const half = bytes.length >> 1;
  const body = [bytes.subarray(0, half), bytes.subarray(half)].filter(({ length }) => length > 0);
  return { body, meta: { bytes: bytes.length, rows, counts: {}, next: null, parent_id: null } };
}

import type { Batch } from "@/lib/exports/types";

/** A row in Postgres's record format (Postgres manual, 8.16.6; record_out in its source). The integration tests read the real one. */
function recordText(cells: readonly (string | null)[]): string {
  const fields = cells.map((cell) => {
    if (cell === null) return "";
    return /^$|[\s"\\(),]/.test(cell) ? `"${cell.replace(/["\\]/g, "$&$&")}"` : cell;
  });
  return `(${fields.join(",")})`;
}

/** A batch of records, its bytes in two buffers. */
export function recordsBatch(rows: readonly (string | null)[][]): Batch {
  return textBatch(rows.map(recordText).join(""), rows.length);
}

/** A batch with any text, its bytes in two buffers. */
export function textBatch(text: string, rows: number): Batch {
  const bytes = Buffer.from(text);
  const half = bytes.length >> 1;
  const body = [bytes.subarray(0, half), bytes.subarray(half)].filter(({ length }) => length > 0);
  return { body, meta: { bytes: bytes.length, rows, counts: {}, next: null, parent_id: null } };
}

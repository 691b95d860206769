import type { Column } from "../csv";
import { endOfQuoted, endOfUnquoted } from "../record-text";

const quote = '"'.charCodeAt(0);

/** Characters. The header has room for its filter button. */
const [minWidth, maxWidth, filterButton, padding] = [8, 60, 4, 1];
/** 2026-11-25 14:10:00.123 UTC */
const timeWidth = 28;

/**
 * Widths at which the header and the longest of these records fit, in characters: 60 at most.
 * @param from where the first of the records begins
 */
export function columnWidths(recordText: Buffer, from: number, rows: number, columns: readonly Column[]): number[] {
  const widths = columns.map(({ name, type }) =>
    type === "time" ? timeWidth : Math.max(minWidth, name.length + filterButton),
  );
  let read = from;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns.length; column++) {
      // The parenthesis or comma before the field.
      read++;
      const quoted = recordText[read] === quote;
      const start = quoted ? read + 1 : read;
      const end = quoted ? endOfQuoted(recordText, start) : endOfUnquoted(recordText, start);
      read = quoted ? end + 1 : end;
      // Bytes: no less than the characters of a line.
      const width = Math.min(end - start + padding, maxWidth);
      if (columns[column]?.type !== "time" && width > (widths[column] as number)) widths[column] = width;
    }
    read++;
  }
  return widths;
}

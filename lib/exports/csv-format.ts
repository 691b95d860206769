import { stringify } from "csv-stringify/sync";
import { looksLikeFormula } from "./formula-guard";
import type { Cell, RowFormat } from "./row-format";

/** RFC 4180: CRLF between records, quotes where needed. Null is an empty field, the empty string is "". */
const rfc4180 = { record_delimiter: "windows", quoted_match: /^$/, quote_record_delimiter: true } as const;

/**
 * CSV with a header line, always.
 * @param options.guard put an apostrophe before cells that a spreadsheet would run
 * @param options.mark begin with a byte-order mark, by which Excel knows UTF-8
 */
export function csvFormat(options: { guard: boolean; mark: boolean }): RowFormat {
  return {
    head: (columns) => (options.mark ? "\uFEFF" : "") + stringify([columns.map(({ name }) => name)], rfc4180),
    rows(_columns, rows) {
      const { cells, guarded } = options.guard ? guardCells(rows) : { cells: rows, guarded: 0 };
      return { text: stringify(cells as Cell[][], rfc4180), rows: rows.length, guarded };
    },
    tail: () => "",
  };
}

function guardCells(rows: readonly Cell[][]): { cells: Cell[][]; guarded: number } {
  let guarded = 0;
  const cells = rows.map((row) =>
    row.map((cell) => {
      if (cell === null || !looksLikeFormula(cell)) return cell;
      guarded++;
      return `'${cell}`;
    }),
  );
  return { cells, guarded };
}

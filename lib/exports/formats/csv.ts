import { isFormula, mayStartFormula } from "./csv-injection";

/** A column of a table's file; the cells of a time column are timestamps. */
export type Column = { name: string; time?: true };

const code = (character: string) => character.charCodeAt(0);
const [quote, backslash, comma, open, close] = [code('"'), code("\\"), code(","), code("("), code(")")];
const [cr, lf, apostrophe, space, plus, T] = [code("\r"), code("\n"), code("'"), code(" "), code("+"), code("T")];
const noHours = Buffer.from("00:");

/**
 * Makes lines of CSV (RFC 4180) of rows as Postgres prints them, `(1,"a b",,"say ""hi""")` (its manual, 8.16.6): null is an empty field,
 * the empty string is "", a timestamp is ISO 8601 as Postgres's own JSON has it.
 * Byte by byte and by hand, because it is the path of every cell; the tests compare it with csv-stringify, byte for byte.
 * @param printed the rows one after another, in UTF-8, printed with "set timezone = 'UTC'"
 * @param rows how many they are
 * @param guard whether to put an apostrophe before cells that a spreadsheet would run
 * @returns the lines, each with its CRLF, and how many cells got an apostrophe
 * @throws Error when these are not that many rows of these columns
 */
export function recordsToCsv(
  printed: Buffer,
  rows: number,
  columns: readonly Column[],
  guard: boolean,
): { text: Buffer; escapedCells: number } {
  // No cell grows by more than a byte: an apostrophe, or "T" and ":00" for two quotes and a space.
  const text = Buffer.allocUnsafe(printed.length + rows * columns.length);
  const times = columns.map(({ time }) => time === true);
  let from = 0;
  let to = 0;
  let escapedCells = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns.length; column++) {
      requireByte(printed, from++, column === 0 ? open : comma);
      if (column > 0) text[to++] = comma;
      const quoted = printed[from] === quote;
      const start = quoted ? from + 1 : from;
      const end = quoted ? endOfQuoted(printed, start) : endOfBare(printed, start);
      from = quoted ? end + 1 : end;
      // Not in quotes it is infinity.
      if (times[column] && quoted) {
        to = writeTime(printed, start, end, text, to);
        continue;
      }
      const inQuotes = quoted && needsQuotes(printed, start, end);
      if (inQuotes) text[to++] = quote;
      if (guard && mayStartFormula(printed[start]) && isFormula(cell(printed, start, end, quoted))) {
        text[to++] = apostrophe;
        escapedCells++;
      }
      for (let at = start; at < end; at++) {
        // Postgres doubles backslashes, CSV does not; quotes are doubled by both.
        if (printed[at] === backslash) at++;
        text[to++] = printed[at] as number;
      }
      if (inQuotes) text[to++] = quote;
    }
    requireByte(printed, from++, close);
    text[to++] = cr;
    text[to++] = lf;
  }
  if (from !== printed.length) throw new Error("There are more rows than the page says.");
  return { text: text.subarray(0, to), escapedCells };
}

function requireByte(printed: Buffer, at: number, byte: number): void {
  if (printed[at] !== byte) throw new Error(`Not a row as Postgres prints it, at byte ${at}.`);
}

function endOfBare(printed: Buffer, start: number): number {
  let at = start;
  while (at < printed.length && printed[at] !== comma && printed[at] !== close) at++;
  return at;
}

/** Where the closing quote is. */
function endOfQuoted(printed: Buffer, start: number): number {
  let at = start;
  for (; at < printed.length; at++) {
    if (printed[at] === backslash) at++;
    else if (printed[at] === quote && printed[++at] !== quote) return at - 1;
  }
  return at;
}

/** What has to stand between quotes (RFC 4180, 2.6); a lone CR or LF as well, because readers take either for a line's end. */
function needsQuotes(printed: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = printed[at];
    if (byte === comma || byte === quote || byte === cr || byte === lf) return true;
  }
  return start === end;
}

/** 2026-01-31 23:59:59.5+00 becomes 2026-01-31T23:59:59.5+00:00; a BC after it stays. */
function writeTime(printed: Buffer, start: number, end: number, text: Buffer, to: number): number {
  let next = to;
  let inDate = true;
  for (let at = start; at < end; at++) {
    const byte = printed[at] as number;
    if (inDate && byte === space) text[next++] = T;
    else text[next++] = byte;
    inDate &&= byte !== space;
    if (byte === plus) for (const more of noHours) text[next++] = more;
  }
  return next;
}

function cell(printed: Buffer, start: number, end: number, quoted: boolean): string {
  const text = printed.toString("utf8", start, end);
  return quoted ? text.replace(/(["\\])\1/g, "$1") : text;
}

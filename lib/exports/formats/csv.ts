import { isFormula, mayStartFormula } from "./csv-injection";
import { endOfQuoted, endOfUnquoted, expectByte, fieldText } from "./record-text";
import { writeTimestamp } from "./timestamp";

/** A column of a table; without a type its cells are text. */
export type Column = { name: string; type?: "time" | "integer" | "boolean" };

/**
 * separator: between two cells.
 * escapeFormulas: put an apostrophe before what a spreadsheet would run as a formula, in a cell or in a part of it.
 */
export type CsvOptions = { separator: "," | ";"; escapeFormulas: boolean };

const code = (character: string) => character.charCodeAt(0);
const [quote, backslash, comma, open, close] = [code('"'), code("\\"), code(","), code("("), code(")")];
const [semicolon, tab, cr, lf] = [code(";"), code("\t"), code("\r"), code("\n")];
const apostrophe = code("'");

/** 1 for what ends a cell for some reader: the separator of some format, or a line break. */
const isSeparator = new Uint8Array(256);
for (const byte of [comma, semicolon, tab, cr, lf]) isSeparator[byte] = 1;

/** 1 for what a cell is quoted for. */
const needsQuote = isSeparator.slice();
needsQuote[quote] = 1;

/** Bytes that a cell can grow by: an apostrophe and two quotes; "T" and ":00" take the place of quotes and a space. withRoom makes room for more. */
const maxGrowth = 3;

/** The longest text that is examined for a number or a phone number: longer ones count as formulas, and could exhaust the stack. */
const maxNumberBytes = 64;

/**
 * Converts records in Postgres's text format (see record-text.ts) to CSV (RFC 4180).
 * A null becomes an empty field, an empty string becomes "", and a timestamp becomes ISO 8601 as in Postgres's JSON.
 *
 * Our own code because every cell passes through it: csv-stringify/sync needs arrays of strings and writes 70,000 rows a second.
 * The tests compare the output with csv-stringify's, byte for byte.
 * @param recordText the records, one after another, in UTF-8, with TimeZone set to UTC
 * @param rows the number of records
 * @returns the CSV lines, each ending in CRLF, and the number of cells that got apostrophes
 * @throws Error when recordText is not that number of records with these columns
 */
export function recordsToCsv(
  recordText: Buffer,
  rows: number,
  columns: readonly Column[],
  { separator, escapeFormulas }: CsvOptions,
): { text: Buffer; escapedCells: number } {
  let text: Buffer = Buffer.allocUnsafe(recordText.length + rows * columns.length * maxGrowth);
  const separatorByte = code(separator);
  const isTime = columns.map(({ type }) => type === "time");
  // Many readers skip an empty line. COPY reads it as a null, for which csv-exact is.
  const quoteNulls = columns.length === 1 && escapeFormulas;
  let read = 0;
  let written = 0;
  let escapedCells = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns.length; column++) {
      expectByte(recordText, read++, column === 0 ? open : comma);
      if (column > 0) text[written++] = separatorByte;
      const quoted = recordText[read] === quote;
      const start = quoted ? read + 1 : read;
      const end = quoted ? endOfQuoted(recordText, start) : endOfUnquoted(recordText, start);
      read = quoted ? end + 1 : end;
      // An unquoted timestamp is ±infinity: copy it unchanged.
      if (isTime[column] && quoted) {
        written = writeTimestamp(recordText, start, end, text, written);
        continue;
      }
      // Postgres quotes every cell that has a comma, a quote, white space or nothing, but not one with a semicolon.
      const keepQuotes = needsQuotes(recordText, start, end, quoted) || (quoteNulls && start === end);
      if (keepQuotes) text[written++] = quote;
      let escaped = false;
      if (
        escapeFormulas &&
        mayStartFormula(recordText[start]) &&
        (end - start > maxNumberBytes || isFormula(fieldText(recordText, start, end, quoted)))
      ) {
        text[written++] = apostrophe;
        escaped = true;
      }
      for (let at = start; at < end; ) {
        // Only a cell with separators, which has quotes, can have formulas behind them.
        const formula = escapeFormulas && keepQuotes ? nextFormula(recordText, at, end) : end;
        for (; at < formula; at++) {
          // Postgres doubles backslashes and CSV does not; both double quotes.
          if (recordText[at] === backslash) at++;
          text[written++] = recordText[at] as number;
        }
        if (formula === end) break;
        text = withRoom(text, written, 1 + recordText.length - at + (rows - row) * columns.length * maxGrowth);
        text[written++] = apostrophe;
        escaped = true;
        text[written++] = recordText[at++] as number;
      }
      if (keepQuotes) text[written++] = quote;
      if (escaped) escapedCells++;
    }
    expectByte(recordText, read++, close);
    text[written++] = cr;
    text[written++] = lf;
  }
  if (read !== recordText.length) throw new Error(`More than the expected ${rows} rows in a batch.`);
  return { text: text.subarray(0, written), escapedCells };
}

/**
 * Whether a cell needs quotes: RFC 4180, 2.6; a lone CR or LF, which some readers take for the end of a line; and the separators of
 * other formats, at which LibreOffice's import splits as well by default. An empty string needs them, a null has none.
 */
function needsQuotes(recordText: Buffer, start: number, end: number, quoted: boolean): boolean {
  for (let at = start; at < end; at++) if (needsQuote[recordText[at] as number] === 1) return true;
  return quoted && start === end;
}

/**
 * Finds the next formula behind a separator inside of a cell. A reader that splits at another separator than the file's does not see
 * the quotes around the cell, because they are in the middle of what it takes for one.
 * @returns its position, or the end
 */
function nextFormula(recordText: Buffer, from: number, end: number): number {
  let afterSeparator = false;
  for (let at = from; at < end; at++) {
    const byte = recordText[at] as number;
    if (isSeparator[byte] === 1) {
      afterSeparator = true;
    } else if (afterSeparator && byte !== quote) {
      // Quotes between a separator and a formula do not stop it: they open and close an empty cell.
      afterSeparator = false;
      if (!mayStartFormula(byte)) continue;
      if (end - at > maxNumberBytes || isFormula(fieldText(recordText, at, end, true))) return at;
    }
  }
  return end;
}

/** The same text in a buffer that has room for more bytes, if this one has not. */
function withRoom(text: Buffer, written: number, more: number): Buffer {
  if (written + more <= text.length) return text;
  return Buffer.concat([text.subarray(0, written)], 2 * (written + more));
}

import type { Column } from "../csv";
import { endOfQuoted, endOfUnquoted, expectByte } from "../record-text";
import { serialDate, writeTimestamp } from "../timestamp";
import { cutField, maxCellLength, maxEscapedBytes, writeXmlText } from "./cell-text";
import { columnLetters } from "./references";
import { styles } from "./styles";

const rowStart = Buffer.from('<row r="');
const rowEnd = Buffer.from("</row>");
const startEnd = Buffer.from('">');
const cellStart = (column: number) => Buffer.from(`<c r="${columnLetters(column)}`);
const textStart = (style: number) => Buffer.from(`" s="${style}" t="inlineStr"><is><t xml:space="preserve">`);
const [shortTextStart, longTextStart] = [textStart(styles.text), textStart(styles.longText)];
const textEnd = Buffer.from("</t></is></c>");
const timeStart = Buffer.from(`" s="${styles.time}"><v>`);
const numberStart = Buffer.from('"><v>');
const booleanStart = Buffer.from('" t="b"><v>');
const valueEnd = Buffer.from("</v></c>");
const [zero, one] = [Buffer.from("0"), Buffer.from("1")];
const code = (character: string) => character.charCodeAt(0);
const [quote, comma, open, close, t] = [code('"'), code(","), code("("), code(")"), code("t")];

/** Longer text is not formatted as Text: some versions of Excel would show ### in its place. */
const maxShortText = 255;
/** A double has 15 digits that are certain. */
const maxDigits = 15;
/** Bytes of XML around a cell: references and markup, or a whole number or date. */
const maxMarkupBytes = 160;

type Converted = { xml: Buffer; cutCells: Record<string, number> | undefined; end: number };

/** Converts records in Postgres's text format (see record-text.ts) to the rows of a sheet. */
export class RowsXml {
  readonly #columns: readonly Column[];
  readonly #cellStarts: readonly Buffer[];
  #xml = Buffer.allocUnsafe(0);
  #written = 0;
  #cutCells: Record<string, number> | undefined;

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    this.#cellStarts = columns.map((_, index) => cellStart(index));
  }

  /**
   * @param from where the first of the records begins
   * @param rows the number of records
   * @param rowNumber of the first row in the sheet
   * @returns the rows, how many of their cells were cut to what Excel can hold, by column, and where the records end
   * @throws Error when there are no such records
   */
  convert(recordText: Buffer, from: number, rows: number, rowNumber: number): Converted {
    this.#xml = Buffer.allocUnsafe(2 * (recordText.length - from) + rows * this.#columns.length * 80);
    this.#written = 0;
    this.#cutCells = undefined;
    let read = from;
    for (let row = rowNumber; row < rowNumber + rows; row++) {
      const digits = Buffer.from(String(row));
      this.#reserve(maxMarkupBytes);
      this.#put(rowStart);
      this.#put(digits);
      this.#put(startEnd);
      for (let column = 0; column < this.#columns.length; column++) {
        expectByte(recordText, read++, column === 0 ? open : comma);
        const quoted = recordText[read] === quote;
        const start = quoted ? read + 1 : read;
        const end = quoted ? endOfQuoted(recordText, start) : endOfUnquoted(recordText, start);
        read = quoted ? end + 1 : end;
        // Nothing without quotes is a null.
        if (quoted || end > start) this.#cell(recordText, start, end, column, digits);
      }
      expectByte(recordText, read++, close);
      this.#put(rowEnd);
    }
    return { xml: this.#xml.subarray(0, this.#written), cutCells: this.#cutCells, end: read };
  }

  #cell(recordText: Buffer, start: number, end: number, column: number, digits: Buffer): void {
    this.#reserve(Math.min(end - start, 4 * maxCellLength) * maxEscapedBytes + maxMarkupBytes);
    this.#put(this.#cellStarts[column] as Buffer);
    this.#put(digits);
    const { name, type } = this.#columns[column] as Column;
    if (type === "time") this.#time(recordText, start, end);
    else if (type === "boolean") this.#value(booleanStart, recordText[start] === t ? one : zero);
    else if (type === "integer" && end - start <= maxDigits) this.#value(numberStart, recordText.subarray(start, end));
    else this.#text(recordText, start, end, name);
  }

  #text(recordText: Buffer, start: number, end: number, name: string): void {
    const cut = cutField(recordText, start, end);
    this.#put(end - start > maxShortText ? longTextStart : shortTextStart);
    this.#written = writeXmlText(recordText, start, cut?.end ?? end, this.#xml, this.#written);
    if (cut) {
      this.#put(Buffer.from(cut.mark));
      this.#cutCells ??= {};
      this.#cutCells[name] = (this.#cutCells[name] ?? 0) + 1;
    }
    this.#put(textEnd);
  }

  #time(recordText: Buffer, start: number, end: number): void {
    const serial = serialDate(recordText, start, end);
    if (serial !== null) {
      this.#value(timeStart, Buffer.from(String(serial)));
      return;
    }
    this.#put(shortTextStart);
    this.#written = writeTimestamp(recordText, start, end, this.#xml, this.#written);
    this.#put(textEnd);
  }

  #value(start: Buffer, value: Uint8Array): void {
    this.#put(start);
    this.#put(value);
    this.#put(valueEnd);
  }

  #put(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at++) this.#xml[this.#written++] = bytes[at] as number;
  }

  #reserve(bytes: number): void {
    const needed = this.#written + bytes + rowEnd.length;
    if (needed <= this.#xml.length) return;
    this.#xml = Buffer.concat([this.#xml.subarray(0, this.#written)], Math.ceil(1.5 * needed));
  }
}

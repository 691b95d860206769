/** The most characters that Excel keeps in a cell, in UTF-16 code units. */
export const maxCellLength = 32_767;

const code = (character: string) => character.charCodeAt(0);
const [quote, backslash] = [code('"'), code("\\")];
const [underscore, x, capitalX] = [code("_"), code("x"), code("X")];

/** What stands for a byte in XML 1.0; the other bytes stand for themselves. A parser would turn CR into LF. */
const escapes: (Buffer | undefined)[] = Array.from({ length: 256 });
escapes[code("&")] = Buffer.from("&amp;");
escapes[code("<")] = Buffer.from("&lt;");
escapes[code(">")] = Buffer.from("&gt;");
escapes[code("\r")] = Buffer.from("&#13;");
// Characters that XML does not allow (ECMA-376 Part 1, 22.9.2.19, ST_Xstring).
for (let control = 0; control < 0x20; control++) {
  if (![code("\t"), code("\n"), code("\r")].includes(control)) escapes[control] = xstring(control);
}

/** The first byte of U+FFFE and U+FFFF, which XML does not allow either. */
const noncharacterStart = 0xef;

/** Bytes that need a look: escaped ones, doubled ones, and the starts of what is escaped as a whole. */
const isSpecial = new Uint8Array(256);
for (const [byte, text] of escapes.entries()) if (text) isSpecial[byte] = 1;
for (const byte of [quote, backslash, underscore, noncharacterStart]) isSpecial[byte] = 1;

function xstring(unit: number): Buffer {
  return Buffer.from(`_x${unit.toString(16).toUpperCase().padStart(4, "0")}_`);
}

/** The most bytes of XML for one byte of a record. */
export const maxEscapedBytes = 7;

/**
 * Writes a field of a Postgres record as the text of an XML element.
 * @returns the position after the last byte written
 */
export function writeXmlText(recordText: Buffer, start: number, end: number, xml: Buffer, to: number): number {
  let written = to;
  for (let at = start; at < end; at++) {
    const byte = recordText[at] as number;
    if (isSpecial[byte] === 0) {
      xml[written++] = byte;
      continue;
    }
    let escaped = escapes[byte];
    if (byte === quote || byte === backslash) at++;
    else if (byte === underscore && isXstring(recordText, at, end)) escaped = xstring(underscore);
    else if (byte === noncharacterStart && recordText[at + 1] === 0xbf && (recordText[at + 2] as number) >= 0xbe) {
      escaped = xstring(0xff00 + (recordText[at + 2] as number) + 0x40);
      at += 2;
    }
    if (escaped) for (const part of escaped) xml[written++] = part;
    else xml[written++] = byte;
  }
  return written;
}

/** Whether text such as _x0041_ begins here, which Excel would read as an escape; others read _X0041_ so, and LibreOffice _x1_. */
function isXstring(recordText: Buffer, at: number, end: number): boolean {
  return (
    (recordText[at + 1] === x || recordText[at + 1] === capitalX) &&
    /^[0-9a-f]{1,4}_/i.test(recordText.toString("latin1", at + 2, Math.min(at + 7, end)))
  );
}

/**
 * Where a field ends that is too long for a cell, and what follows it in the cell.
 * @returns null for a field that fits
 */
export function cutField(recordText: Buffer, start: number, end: number): { end: number; mark: string } | null {
  if (end - start <= maxCellLength) return null;
  const length = countUnits(recordText, start, end, Number.POSITIVE_INFINITY).units;
  if (length <= maxCellLength) return null;
  const mark = `… [cut: ${length.toLocaleString("en")} characters]`;
  return { end: countUnits(recordText, start, end, maxCellLength - mark.length).at, mark };
}

/** Counts UTF-16 code units up to a limit, and where it is reached: never inside of a character. */
function countUnits(recordText: Buffer, start: number, end: number, limit: number): { units: number; at: number } {
  let units = 0;
  for (let at = start; at < end; ) {
    const byte = recordText[at] as number;
    const width =
      byte === quote || byte === backslash || (byte >= 0xc0 && byte < 0xe0) ? 2 : byte < 0x80 ? 1 : byte < 0xf0 ? 3 : 4;
    const characterUnits = byte >= 0xf0 ? 2 : 1;
    if (units + characterUnits > limit) return { units, at };
    units += characterUnits;
    at += width;
  }
  return { units, at: end };
}

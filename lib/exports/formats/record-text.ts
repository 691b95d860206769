// Positions in Postgres's text format of records, `(1,"a b",,"say ""hi""")` (Postgres manual, 8.16.6), in UTF-8.

const code = (character: string) => character.charCodeAt(0);

// Not exported: bundlers make a property of each imported constant, which is slow in a loop over bytes.
const [quote, backslash, comma, close] = [code('"'), code("\\"), code(","), code(")")];

/** @throws Error when the byte at this position is another one */
export function expectByte(recordText: Buffer, at: number, byte: number): void {
  if (recordText[at] !== byte) throw new Error(`Not a row in Postgres's record format, at byte ${at}.`);
}

/** The position after the last byte of an unquoted field. */
export function endOfUnquoted(recordText: Buffer, start: number): number {
  let at = start;
  while (at < recordText.length && recordText[at] !== comma && recordText[at] !== close) at++;
  return at;
}

/** The position of the closing quote. */
export function endOfQuoted(recordText: Buffer, start: number): number {
  let at = start;
  for (; at < recordText.length; at++) {
    if (recordText[at] === backslash) at++;
    else if (recordText[at] === quote && recordText[++at] !== quote) return at - 1;
  }
  return at;
}

/** The text of a field between two positions. */
export function fieldText(recordText: Buffer, start: number, end: number, quoted: boolean): string {
  const text = recordText.toString("utf8", start, end);
  return quoted ? text.replace(/(["\\])\1/g, "$1") : text;
}

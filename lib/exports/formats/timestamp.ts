const code = (character: string) => character.charCodeAt(0);
const [space, plus, hyphen, point, zero, T] = [code(" "), code("+"), code("-"), code("."), code("0"), code("T")];
const colon = code(":");
const utcOffsetMinutes = Buffer.from(":00");

/**
 * Writes a timestamp as Postgres prints it, 2026-01-31 23:59:59.5+00, in ISO 8601 as in Postgres's JSON, 2026-01-31T23:59:59.5+00:00;
 * a trailing " BC" is kept. The offset is that of the time zone that Postgres printed for.
 * @returns the position after the last byte written
 */
export function writeTimestamp(recordText: Buffer, start: number, end: number, text: Buffer, to: number): number {
  let written = to;
  let inDate = true;
  let offsetEnd = -1;
  for (let at = start; at < end; at++) {
    const byte = recordText[at] as number;
    text[written++] = inDate && byte === space ? T : byte;
    inDate &&= byte !== space;
    // Postgres prints an offset of whole hours without minutes: +00, -03, but +05:30.
    if (!inDate && (byte === plus || byte === hyphen)) offsetEnd = at + 2;
    if (at === offsetEnd && recordText[at + 1] !== colon)
      for (const minutes of utcOffsetMinutes) text[written++] = minutes;
  }
  return written;
}

/** The days from 1899-12-30 to 1970-01-01: Excel's day 0, and JavaScript's. */
const epochSerial = 25_569;
/** 1900-03-01. Excel's calendar has a 29 February 1900: earlier days have other numbers in other programs. */
const firstSerial = 61;
/** The day after 9999-12-31, the last one that Excel knows. */
const endSerial = 2_958_466;

/**
 * The serial number of a timestamp as Postgres prints it: days since 1899-12-30 in its own time zone, the time as a fraction. A double
 * keeps the microsecond of today's dates.
 * @returns null for what Excel cannot express: before 1900-03-01, after 9999, infinity
 */
export function serialDate(recordText: Buffer, start: number, end: number): number | null {
  const at = start;
  // Years of more than four digits, and what is not a date.
  if (end - start < 19 || recordText[at + 4] !== hyphen || recordText[at + 10] !== space) return null;
  const number = (from: number, length: number) => {
    let value = 0;
    for (let digit = from; digit < from + length; digit++) value = value * 10 + (recordText[digit] as number) - zero;
    return value;
  };
  const last = recordText[end - 1] as number;
  const isBeforeChrist = last === code("C");
  const days = Date.UTC(number(at, 4), number(at + 5, 2) - 1, number(at + 8, 2)) / 86_400_000 + epochSerial;
  if (isBeforeChrist || !(days >= firstSerial && days < endSerial)) return null;
  let micros = 0;
  if (recordText[at + 19] === point) {
    let unit = 100_000;
    for (let digit = at + 20; unit >= 1 && isDigit(recordText[digit]); digit++, unit /= 10) {
      micros += ((recordText[digit] as number) - zero) * unit;
    }
  }
  const seconds = number(at + 11, 2) * 3600 + number(at + 14, 2) * 60 + number(at + 17, 2);
  return days + (seconds + micros / 1e6) / 86_400;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= zero + 9;
}

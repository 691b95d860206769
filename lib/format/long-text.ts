import { StringDecoder } from "node:string_decoder";

const sliceBytes = 32 * 1024;
const openingQuote = '"'.charCodeAt(0);

/** A long text that stays in the bytes it arrived in and is decoded slice by slice. It can be read once; its bytes are dropped then. */
export class LongText {
  /** The first thousand characters, or a few more. */
  readonly start: string;
  readonly #buffers: Uint8Array[];
  readonly #isString: boolean;

  /** @param json the UTF-8 bytes of a JSON value: of a string, which is the text, or of any other, whose JSON is the text */
  constructor(json: Uint8Array[]) {
    const buffers = json.filter(({ length }) => length > 0);
    this.#isString = buffers[0]?.[0] === openingQuote;
    this.#buffers = this.#isString ? withoutQuotes(buffers) : buffers;
    this.start = beginning(decode([...this.#buffers], this.#isString));
  }

  /** The whole text in slices that end with whole characters. */
  slices(): Generator<string> {
    return decode(this.#buffers, this.#isString);
  }
}

function withoutQuotes(json: Uint8Array[]): Uint8Array[] {
  return json.map((buffer, n) => buffer.subarray(n === 0 ? 1 : 0, n === json.length - 1 ? -1 : undefined));
}

function beginning(slices: Iterable<string>): string {
  let text = "";
  for (const slice of slices) {
    text += slice;
    if (text.length >= 1000) break;
  }
  return text;
}

/** Takes each buffer out of the array before it is decoded. */
function* decode(buffers: Uint8Array[], isString: boolean): Generator<string> {
  const decoder = new StringDecoder("utf8");
  let json = "";
  for (let buffer = buffers.shift(); buffer; buffer = buffers.shift()) {
    for (let at = 0; at < buffer.length; at += sliceBytes) {
      json += decoder.write(buffer.subarray(at, at + sliceBytes));
      const end = isString ? lengthOfWholeEscapes(json) : json.length;
      if (end > 0) yield isString ? JSON.parse(`"${json.slice(0, end)}"`) : json;
      json = json.slice(end);
    }
  }
}

/** How much of the inside of a JSON string does not end within an escape such as \n or \u001b. */
function lengthOfWholeEscapes(json: string): number {
  const lastBackslash = json.lastIndexOf("\\");
  if (lastBackslash < Math.max(0, json.length - 5)) return json.length;
  let backslashes = 1;
  while (json[lastBackslash - backslashes] === "\\") backslashes++;
  // An even number of them is escaped backslashes, and what follows is ordinary text.
  if (backslashes % 2 === 0) return json.length;
  const escapeLength = json[lastBackslash + 1] === "u" ? 6 : 2;
  return lastBackslash + escapeLength <= json.length ? json.length : lastBackslash;
}

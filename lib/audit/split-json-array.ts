/**
 * One element of a JSON array, as text, and how many members its objects have in the text, duplicate keys included; or what is
 * wrong with it or with the file.
 */
export type ArrayElement = { text: string; members: number } | { problem: string; with: "element" | "file" };

/** The file does not start as a JSON array. */
class NotAnArray extends Error {}

/** Far more than an entry of the audit log can have: its details are limited to 16 kB. */
const maxElementBytes = 1024 * 1024;

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * Splits a JSON array of any length into the text of its elements, without parsing them. Works on bytes, because everything that
 * separates elements is ASCII. Goes on after everything that is not valid JSON, and says so.
 * @throws NotAnArray
 */
export async function* splitJsonArray(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ArrayElement> {
  const splitter = new ArraySplitter();
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}

class ArraySplitter {
  #state: "before" | "inside" | "after" | "done" = "before";
  #position = 0;
  #elements = 0;
  // Of the current element:
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #blank = true;
  #members = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;

  *push(chunk: Uint8Array): Generator<ArrayElement> {
    let start = 0;
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index] as number;
      if (this.#state === "inside") {
        if (!this.#endsElement(byte)) continue;
        this.#keep(chunk.subarray(start, index));
        if (byte === closeBracket) this.#state = "after";
        const isEmptyArray = byte === closeBracket && this.#elements === 0 && this.#blank;
        if (!isEmptyArray) yield this.#takeElement();
        start = index + 1;
      } else if (this.#state === "before") {
        // A byte order mark is skipped.
        const isMark = this.#position + index < 3 && [0xef, 0xbb, 0xbf][this.#position + index] === byte;
        if (isSpace(byte) || isMark) continue;
        if (byte !== openBracket) throw new NotAnArray("It does not start with a list.");
        this.#state = "inside";
        start = index + 1;
      } else if (this.#state === "after" && !isSpace(byte)) {
        yield { problem: "there is text after the end of the list", with: "file" };
        this.#state = "done";
      }
    }
    this.#position += chunk.length;
    if (this.#state === "inside") this.#keep(chunk.subarray(start));
  }

  *end(): Generator<ArrayElement> {
    if (this.#state === "before") throw new NotAnArray("It is empty.");
    if (this.#state === "inside") yield { problem: "it is cut off: the list does not end", with: "file" };
  }

  /** Reads the next byte. @returns whether it ends the current element */
  #endsElement(byte: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) this.#inString = false;
      return false;
    }
    if (this.#depth === 0 && (byte === comma || byte === closeBracket)) return true;
    if (byte === quote) this.#inString = true;
    else if (byte === colon) this.#members++;
    else if (byte === openBrace || byte === openBracket) this.#depth++;
    else if ((byte === closeBrace || byte === closeBracket) && this.#depth > 0) this.#depth--;
    if (this.#blank && !isSpace(byte)) this.#blank = false;
    return false;
  }

  #keep(part: Uint8Array): void {
    this.#bytes += part.length;
    if (this.#bytes <= maxElementBytes) this.#parts.push(part);
    else this.#parts = [];
  }

  #takeElement(): ArrayElement {
    const [parts, bytes, members] = [this.#parts, this.#bytes, this.#members];
    [this.#parts, this.#bytes, this.#members, this.#blank] = [[], 0, 0, true];
    this.#elements++;
    if (bytes > maxElementBytes) return { problem: "it is larger than an entry can be", with: "element" };
    try {
      return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts)), members };
    } catch {
      return { problem: "it is not valid UTF-8", with: "element" };
    }
  }
}

import type { Chunk } from "@/lib/exports/types";
import { JsonStringEnd } from "@/lib/format/json-string-end";

const code = (character: string) => character.charCodeAt(0);
const [quote, comma, colon] = [code('"'), code(","), code(":")];
const [openObject, closeObject, openArray, closeArray] = [code("{"), code("}"), code("["), code("]")];
const [lineFeed, space] = [code("\n"), code(" ")];

const blockBytes = 64 * 1024;
/** Longer runs of bytes of a string are passed on without copying them. */
const maxCopiedBytes = 16 * 1024;
/** Deeper levels are indented like this one: JSON that is nested 6,000 levels deep would grow to 70 MB of spaces. */
const maxIndent = 100;

/**
 * Indents JSON by two spaces without parsing it, so numbers keep their digits and strings their escapes.
 * Only the white space between tokens changes.
 * @param chunks the UTF-8 bytes of valid JSON, cut anywhere
 */
export async function* prettyJson(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
  const indenter = new JsonIndenter();
  for await (const chunk of chunks) {
    const buffers = typeof chunk.text === "string" ? [Buffer.from(chunk.text)] : chunk.text;
    yield { ...chunk, text: buffers.flatMap((buffer) => indenter.indent(buffer)) };
  }
}

/** Indents one JSON text that arrives in buffers. It keeps the depth and whether a string is open, and no text. */
export class JsonIndenter {
  #depth = 0;
  #justOpened = false;
  #inString = false;
  readonly #stringEnd = new JsonStringEnd();
  #block = Buffer.allocUnsafe(blockBytes);
  /** Where the bytes of the block begin that were not yet returned, and where they end. */
  #start = 0;
  #end = 0;
  #output: Uint8Array[] = [];

  /** @returns the next bytes of the indented text; parts of long strings are views of `json` */
  indent(json: Uint8Array): Uint8Array[] {
    for (let at = 0; at < json.length; ) {
      if (this.#inString) {
        const end = this.#stringEnd.find(json, at);
        this.#inString = end < 0;
        const next = this.#inString ? json.length : end;
        this.#copy(json.subarray(at, next));
        at = next;
      } else {
        this.#token(json[at++] as number);
      }
    }
    this.#flush();
    const output = this.#output;
    this.#output = [];
    return output;
  }

  /** One byte outside of a string. */
  #token(byte: number): void {
    if (byte <= space) return;
    if (byte === closeObject || byte === closeArray) {
      this.#depth--;
      if (!this.#justOpened) this.#newLine();
      this.#justOpened = false;
      this.#put(byte);
      return;
    }
    if (this.#justOpened) this.#newLine();
    this.#justOpened = byte === openObject || byte === openArray;
    if (this.#justOpened) this.#depth++;
    this.#put(byte);
    if (byte === comma) this.#newLine();
    else if (byte === colon) this.#put(space);
    else if (byte === quote) this.#inString = true;
  }

  #newLine(): void {
    this.#put(lineFeed);
    const spaces = 2 * Math.min(this.#depth, maxIndent);
    for (let written = 0; written < spaces; written++) this.#put(space);
  }

  #put(byte: number): void {
    if (this.#end === blockBytes) this.#newBlock();
    this.#block[this.#end++] = byte;
  }

  #copy(bytes: Uint8Array): void {
    if (bytes.length > maxCopiedBytes) {
      this.#flush();
      this.#output.push(bytes);
      return;
    }
    if (this.#end + bytes.length > blockBytes) this.#newBlock();
    this.#block.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  #newBlock(): void {
    this.#flush();
    this.#block = Buffer.allocUnsafe(blockBytes);
    this.#start = 0;
    this.#end = 0;
  }

  #flush(): void {
    if (this.#end > this.#start) this.#output.push(this.#block.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }
}

import { randomUUID } from "node:crypto";
import { JsonStringEnd } from "./json-string-end.ts";
import { LongText } from "./long-text.ts";

/** Shorter JSON is parsed whole, which is faster. */
const maxParsedBytes = 4 * 1024 * 1024;
/** Values of fewer bytes are parsed with the rest. */
const minLongBytes = 64 * 1024;

const code = (character: string) => character.charCodeAt(0);
const quote = code('"');
const [openObject, closeObject, openArray, closeArray] = [code("{"), code("}"), code("["), code("]")];

/** JSON in which short strings stand for long values, and a function that gives a long value for its string, anything else unchanged. */
type Extracted = { json: string; restore?: (value: unknown) => unknown };

/**
 * Takes the long values out of JSON of many megabytes: they become LongTexts, which share its bytes, while parsing would copy them
 * several times.
 * @param buffers the UTF-8 bytes of valid JSON, cut anywhere; emptied
 * @param rawDepth objects and arrays inside of so many others are values to take out, besides strings
 */
export function extractLongValues(buffers: Uint8Array[], rawDepth = Number.POSITIVE_INFINITY): Extracted {
  const json = buffers.splice(0);
  if (json.reduce((sum, { length }) => sum + length, 0) <= maxParsedBytes) return { json: toText(json) };
  return new Extraction(rawDepth).run(json);
}

function toText(buffers: Uint8Array[]): string {
  return Buffer.concat(buffers).toString();
}

class Extraction {
  readonly #rawDepth: number;
  /** No text can hold it: it was made after them. */
  readonly #mark = randomUUID();
  readonly #longTexts: LongText[] = [];
  readonly #rest: Uint8Array[] = [];
  readonly #stringEnd = new JsonStringEnd();
  #inString = false;
  #depth = 0;
  /** The bytes so far of the value that may be long, and the depth that it is at. */
  #value: { bytes: Uint8Array[]; depth: number } | null = null;

  constructor(rawDepth: number) {
    this.#rawDepth = rawDepth;
  }

  run(json: Uint8Array[]): Extracted {
    for (const buffer of json) this.#scan(buffer);
    return { json: toText(this.#rest), restore: (value) => this.#restore(value) };
  }

  #scan(buffer: Uint8Array): void {
    /** Where the bytes begin that belong to nothing yet. */
    let from = 0;
    for (let at = 0; at < buffer.length; ) {
      if (this.#inString) {
        const end = this.#stringEnd.find(buffer, at);
        if (end < 0) break;
        this.#inString = false;
        at = end;
      } else {
        const byte = buffer[at];
        if (!this.#value && (byte === quote || (isOpening(byte) && this.#depth === this.#rawDepth))) {
          this.#rest.push(buffer.subarray(from, at));
          from = at;
          this.#value = { bytes: [], depth: this.#depth };
        }
        this.#inString = byte === quote;
        if (isOpening(byte)) this.#depth++;
        else if (byte === closeObject || byte === closeArray) this.#depth--;
        at++;
        if (this.#inString) continue;
      }
      if (this.#value?.depth === this.#depth) {
        this.#value.bytes.push(buffer.subarray(from, at));
        from = at;
        this.#takeValue(this.#value.bytes);
      }
    }
    (this.#value?.bytes ?? this.#rest).push(buffer.subarray(from));
  }

  #takeValue(bytes: Uint8Array[]): void {
    this.#value = null;
    if (bytes.reduce((sum, { length }) => sum + length, 0) < minLongBytes) {
      this.#rest.push(...bytes);
    } else {
      this.#rest.push(Buffer.from(`"${this.#mark}${this.#longTexts.length}"`));
      this.#longTexts.push(new LongText(bytes));
    }
  }

  #restore(value: unknown): unknown {
    if (typeof value !== "string" || !value.startsWith(this.#mark)) return value;
    return this.#longTexts[Number(value.slice(this.#mark.length))];
  }
}

function isOpening(byte: number | undefined): boolean {
  return byte === openObject || byte === openArray;
}

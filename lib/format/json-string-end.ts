const [quote, backslash] = ['"'.charCodeAt(0), "\\".charCodeAt(0)];

/** Finds the ends of JSON strings in UTF-8 bytes that arrive in buffers. */
export class JsonStringEnd {
  #isEscaped = false;

  /**
   * @param start a position inside of a string
   * @returns the position after its closing quote; -1 if it goes on in the next buffer
   */
  find(json: Uint8Array, start: number): number {
    for (let at = start; at < json.length; at++) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (json[at] === backslash) this.#isEscaped = true;
      else if (json[at] === quote) return at + 1;
    }
    return -1;
  }
}

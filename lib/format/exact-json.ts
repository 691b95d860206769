/** A JSON number with the digits it was stored with; a JavaScript number would change 12345678901234567890 and 1.10. */
export class ExactNumber {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }

  toString(): string {
    return this.digits;
  }
}

/** The text of an array or object that is nested too deeply to be parsed. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Parses JSON, with an ExactNumber for every number. Objects have no prototype: keys such as __proto__ are like any other.
 * Our own parser: JSON.parse with a reviver, which is what reads the digits, overflows the stack at about 2,000 levels.
 * @param maxDepth how many levels of arrays and objects to parse; deeper ones become RawJson, unchecked
 * @throws SyntaxError
 */
export function parseExactJson(json: string, maxDepth = 100): unknown {
  const parser = new Parser(json);
  const value = parser.value(maxDepth);
  parser.expectEnd();
  return value;
}

const whiteSpace = /[ \t\r\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const keyword = /true|false|null/y;
/** A bracket outside of a string, or the quote that opens one. */
const bracketOrQuote = /[{}[\]"]/g;

class Parser {
  readonly #json: string;
  #at = 0;

  constructor(json: string) {
    this.#json = json;
    this.#match(whiteSpace);
  }

  value(levels: number): unknown {
    const first = this.#json[this.#at];
    if (first === '"') return this.#string();
    if (first === "{" || first === "[") {
      if (levels === 0) return this.#raw();
      return first === "{" ? this.#object(levels - 1) : this.#array(levels - 1);
    }
    const word = this.#match(keyword);
    if (word) return JSON.parse(word);
    const digits = this.#match(number);
    if (digits) return new ExactNumber(digits);
    throw this.#error();
  }

  expectEnd(): void {
    if (this.#at < this.#json.length) throw this.#error();
  }

  #object(levels: number): Record<string, unknown> {
    const object = Object.create(null) as Record<string, unknown>;
    this.#at++;
    this.#match(whiteSpace);
    if (this.#skip("}")) return object;
    do {
      if (this.#json[this.#at] !== '"') throw this.#error();
      const key = this.#string();
      if (!this.#skip(":")) throw this.#error();
      object[key] = this.value(levels);
    } while (this.#skip(","));
    if (!this.#skip("}")) throw this.#error();
    return object;
  }

  #array(levels: number): unknown[] {
    const array: unknown[] = [];
    this.#at++;
    this.#match(whiteSpace);
    if (this.#skip("]")) return array;
    do array.push(this.value(levels));
    while (this.#skip(","));
    if (!this.#skip("]")) throw this.#error();
    return array;
  }

  #string(): string {
    const start = this.#at;
    this.#at = this.#endOfString(start);
    const string: string = JSON.parse(this.#json.slice(start, this.#at));
    this.#match(whiteSpace);
    return string;
  }

  /** The array or object that begins here, as text. */
  #raw(): RawJson {
    const start = this.#at;
    let depth = 0;
    do {
      bracketOrQuote.lastIndex = this.#at;
      const found = bracketOrQuote.exec(this.#json);
      if (!found) throw new SyntaxError("The JSON ends too early.");
      this.#at = found[0] === '"' ? this.#endOfString(found.index) : found.index + 1;
      if (found[0] === "{" || found[0] === "[") depth++;
      else if (found[0] !== '"') depth--;
    } while (depth > 0);
    const raw = new RawJson(this.#json.slice(start, this.#at));
    this.#match(whiteSpace);
    return raw;
  }

  /** The position after the string that opens at `start`. */
  #endOfString(start: number): number {
    for (let end = start; ; ) {
      end = this.#json.indexOf('"', end + 1);
      if (end < 0) throw new SyntaxError("The JSON ends too early.");
      let backslashes = 0;
      while (this.#json[end - 1 - backslashes] === "\\") backslashes++;
      if (backslashes % 2 === 0) return end + 1;
    }
  }

  /** Whether this character is next; skips it and the white space after it. */
  #skip(character: string): boolean {
    if (this.#json[this.#at] !== character) return false;
    this.#at++;
    this.#match(whiteSpace);
    return true;
  }

  /** The text that matches here, or "". White space after a value is skipped. */
  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [text] = pattern.exec(this.#json) ?? [""];
    this.#at += text.length;
    if (text !== "" && pattern !== whiteSpace) this.#match(whiteSpace);
    return text;
  }

  #error(): SyntaxError {
    return new SyntaxError(`Unexpected JSON at position ${this.#at}.`);
  }
}

import { type ExactNumber, parseExactJson } from "@/lib/format/exact-json";

/** A JSON value to display. An object is a Map, in which __proto__ is a key like any other. */
export type JsonTree = string | boolean | null | ExactNumber | JsonSource | JsonTree[] | Map<string, JsonTree>;

/** The JSON text of a list or an object that is nested too deeply for the tree. */
export class JsonSource {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }
}

/** More levels of indentation leave no room for text on a phone. */
const maxLevels = 7;

/** More would make the page large: each has its own elements. */
const maxValues = 500;

/**
 * Parses a JSON column for display, with every number as stored. Seven levels of lists and objects become a tree; deeper ones stay
 * text, so that nothing recurses as deeply as the JSON.
 * @param json the column's text, as Postgres printed it
 * @returns the tree, or null when it would have more than 500 values
 * @throws SyntaxError
 */
export function jsonTree(json: string): { tree: JsonTree } | null {
  // Without a reviver, JSON.parse does not recurse: it checks the syntax at any depth.
  JSON.parse(json);
  const builder = new TreeBuilder(json);
  const tree = builder.build(maxLevels);
  return builder.values > maxValues ? null : { tree };
}

/** A string, a bracket, or a number or literal. Commas and colons say nothing about JSON whose syntax is correct. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]|[^\s[\]{},:"]+/g;

class TreeBuilder {
  values = 0;
  readonly #json: string;
  readonly #tokens: { text: string; start: number }[];
  #position = 0;

  constructor(json: string) {
    this.#json = json;
    this.#tokens = [...json.matchAll(token)].map((match) => ({ text: match[0], start: match.index }));
  }

  /** The value at the position, of which so many levels become a tree. */
  build(levels: number): JsonTree {
    this.values++;
    const { text, start } = this.#next();
    if (text !== "[" && text !== "{") return parseExactJson(text) as JsonTree;
    if (levels === 0) return new JsonSource(this.#json.slice(start, this.#skipContainer()));
    return text === "[" ? this.#list(levels - 1) : this.#object(levels - 1);
  }

  #list(levels: number): JsonTree[] {
    const items: JsonTree[] = [];
    while (!this.#ends("]")) items.push(this.build(levels));
    return items;
  }

  #object(levels: number): Map<string, JsonTree> {
    const pairs = new Map<string, JsonTree>();
    while (!this.#ends("}")) pairs.set(JSON.parse(this.#next().text), this.build(levels));
    return pairs;
  }

  #next(): { text: string; start: number } {
    const next = this.#tokens[this.#position++];
    if (!next) throw new SyntaxError("Unexpected end of JSON.");
    return next;
  }

  /** Passes a closing bracket if it is next. */
  #ends(bracket: string): boolean {
    if (this.#tokens[this.#position]?.text !== bracket) return false;
    this.#position++;
    return true;
  }

  /** Passes the list or object whose opening bracket was the last token. @returns where it ends */
  #skipContainer(): number {
    for (let depth = 1; ; ) {
      const { text, start } = this.#next();
      if (text === "[" || text === "{") depth++;
      if (text === "]" || text === "}") depth--;
      if (depth === 0) return start + 1;
    }
  }
}

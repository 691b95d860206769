/** JSON for people to read. */
export type JsonTree = string | boolean | null | JsonNumber | JsonTree[] | JsonPairs;

/** A number as the text it is stored as: JavaScript would round long ones. */
export class JsonNumber {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }
}

/** An object as pairs: as an object of its own, a key like __proto__ would mean something to the code it passes through. */
export class JsonPairs {
  readonly pairs: [string, JsonTree][];

  constructor(pairs: [string, JsonTree][]) {
    this.pairs = pairs;
  }
}

/** More levels of indentation than this leave no room for words on a phone. */
const deepest = 7;

/** The part that is newer than the type of JSON.parse. */
type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;

/** Called from the leaves to the root. */
const revive: Reviver = (_, value, { source }) => {
  if (typeof value === "number") return new JsonNumber(source ?? String(value));
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? new JsonPairs(Object.entries(value)) : value;
};

/**
 * A JSON column as a tree, with every number exactly as stored.
 * @param text what Postgres printed
 * @returns the tree, or null when it is nested too deeply to be read as one
 */
export function jsonTree(text: string): { tree: JsonTree } | null {
  try {
    const tree: JsonTree = JSON.parse(text, revive as (key: string, value: unknown) => unknown);
    return depthOf(tree) > deepest ? null : { tree };
  } catch (error) {
    // Out of stack: deeper still.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function depthOf(tree: JsonTree): number {
  const children = Array.isArray(tree) ? tree : tree instanceof JsonPairs ? tree.pairs.map(([, value]) => value) : null;
  return children ? children.reduce((depth, child) => Math.max(depth, 1 + depthOf(child)), 1) : 0;
}

import { ExactNumber, parseExactJson, RawJson } from "@/lib/format/exact-json";

/** A JSON value to display. An object is a Map, in which __proto__ is a key like any other. RawJson is nested too deeply for the tree. */
export type JsonTree = string | boolean | null | ExactNumber | RawJson | JsonTree[] | Map<string, JsonTree>;

/** More levels of indentation leave no room for text on a phone. */
const maxLevels = 7;

/** More would make the page large: each has its own elements. */
const maxValues = 500;

/**
 * Parses a JSON column for display, with every number as stored. Seven levels of arrays and objects become a tree; deeper ones stay
 * text.
 * @param json the column's text, as Postgres printed it
 * @returns the tree, or null when it would have more than 500 values
 * @throws SyntaxError
 */
export function jsonTree(json: string): { tree: JsonTree } | null {
  let values = 0;
  const toTree = (value: unknown): JsonTree => {
    values++;
    if (typeof value !== "object" || value === null || value instanceof ExactNumber || value instanceof RawJson) {
      return value as JsonTree;
    }
    if (Array.isArray(value)) return value.map(toTree);
    return new Map(Object.entries(value).map(([key, item]) => [key, toTree(item)]));
  };
  const tree = toTree(parseExactJson(json, maxLevels));
  return values > maxValues ? null : { tree };
}

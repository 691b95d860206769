import { ExactNumber, parseExactJson } from "@/lib/format/exact-json";

/** A JSON value to display. An object is a Map, in which __proto__ is a key like any other. */
export type JsonTree = string | boolean | null | ExactNumber | JsonTree[] | Map<string, JsonTree>;

/** More levels of indentation leave no room for text on a phone. */
const maxDepth = 7;

/**
 * Parses a JSON column for display, with every number as stored.
 * @param json the column's text, as Postgres printed it
 * @returns the tree, or null when the JSON has more than seven levels of arrays and objects
 */
export function jsonTree(json: string): { tree: JsonTree } | null {
  try {
    return { tree: toTree(parseExactJson(json), maxDepth) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** @throws RangeError when arrays and objects are nested in more than so many levels */
function toTree(value: unknown, levels: number): JsonTree {
  if (typeof value !== "object" || value === null || value instanceof ExactNumber) return value as JsonTree;
  if (levels === 0) throw new RangeError("Nested too deeply.");
  if (Array.isArray(value)) return value.map((item) => toTree(item, levels - 1));
  return new Map(Object.entries(value).map(([key, item]) => [key, toTree(item, levels - 1)]));
}

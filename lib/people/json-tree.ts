/** JSON for people to read. Numbers are the text they were stored as, because JavaScript would round long ones. */
export type JsonTree = string | boolean | null | JsonNumber | JsonTree[] | { [key: string]: JsonTree };

export class JsonNumber {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }
}

/** The part that is newer than the type of JSON.parse. */
type Reviver = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;

/**
 * A JSON column as a tree, with every number exactly as stored.
 * @param text what Postgres printed
 * @returns the tree, or null when it is nested too deeply to be walked
 */
export function jsonTree(text: string): { tree: JsonTree } | null {
  const keepDigits: Reviver = (_, value, { source }) =>
    typeof value === "number" ? new JsonNumber(source ?? String(value)) : value;
  try {
    return { tree: JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

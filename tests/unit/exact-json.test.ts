import { expect, it } from "vitest";
import { jsonTree } from "@/lib/customers/json-tree";
import { ExactNumber, parseExactJson } from "@/lib/format/exact-json";

it.each(["12345678901234567890", "1.10", "1e400", "-0", "0.1"])(
  "the number %s is parsed with all its digits",
  (digits) => {
    expect(parseExactJson(`[${digits}]`)).toEqual([new ExactNumber(digits)]);
    expect(String(parseExactJson(digits))).toBe(digits);
  },
);

it("a JSON key __proto__ is parsed as a key like any other", () => {
  expect(Object.keys(parseExactJson('{"__proto__":{"a":1},"b":2}') as object)).toEqual(["__proto__", "b"]);
  expect(jsonTree('{"__proto__":{"toString":1.10}}')).toEqual({
    tree: new Map([["__proto__", new Map([["toString", new ExactNumber("1.10")]])]]),
  });
});

it("JSON of seven levels is displayed as a tree, JSON of eight or 100,000 levels is not", () => {
  const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  expect(jsonTree(nested(7))).not.toBeNull();
  expect(jsonTree(`${'{"a":'.repeat(7)}1${"}".repeat(7)}`)).not.toBeNull();
  expect(jsonTree(nested(8))).toBeNull();
  expect(jsonTree(nested(100_000))).toBeNull();
});

it("invalid JSON is refused", () => {
  expect(() => jsonTree("[")).toThrow(SyntaxError);
});

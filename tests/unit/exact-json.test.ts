import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonTree } from "@/lib/customers/json-tree";
import { ExactNumber, parseExactJson, RawJson } from "@/lib/format/exact-json";

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

it("JSON is displayed as a tree of seven levels, and as text below, however deep it is", () => {
  const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  const lists = (levels: number, inner: unknown[]): unknown => (levels === 0 ? inner : [lists(levels - 1, inner)]);
  expect(jsonTree(nested(7))).toEqual({ tree: lists(6, []) });
  expect(jsonTree(nested(8))).toEqual({ tree: lists(6, [new RawJson("[]")]) });
  expect(jsonTree(nested(100_000))).toEqual({ tree: lists(6, [new RawJson(nested(99_993))]) });
});

it("text below the tree is what is stored, brackets and escapes in strings included", () => {
  const deep = String.raw`{"a]": ["}\"[", "\\", 1.10, {"b": null}], "": -0}`;
  expect(jsonTree(`[[[[[[[1, ${deep}, true]]]]]]]`)).toEqual({
    tree: [[[[[[[new ExactNumber("1"), new RawJson(deep), true]]]]]]],
  });
});

it.each(["null", '"text"', "1.10", "[]", "{}", '{"a": {"b": [1, "x", false, null]}, "a b": ""}'])(
  "the tree of %s has the values that JSON.parse has",
  (json) => {
    const plain = (_key: string, value: unknown) =>
      value instanceof Map ? Object.fromEntries(value) : value instanceof ExactNumber ? Number(value.digits) : value;
    expect(JSON.parse(JSON.stringify(jsonTree(json)?.tree, plain))).toEqual(JSON.parse(json));
  },
);

it("JSON of more than 500 values is not displayed as a tree", () => {
  const list = (length: number) => JSON.stringify(Array.from({ length }, () => 1));
  expect(jsonTree(list(499))).not.toBeNull();
  expect(jsonTree(list(500))).toBeNull();
});

it("invalid JSON is refused", () => {
  for (const json of [
    "[",
    "",
    " ",
    "{",
    "[1,]",
    '{"a"}',
    '{"a":1,}',
    "{a:1}",
    "1 2",
    "01",
    "nul",
    '"',
    '"a',
    "[1",
    "]",
    "1,",
  ]) {
    expect(() => parseExactJson(json)).toThrow(SyntaxError);
  }
  expect(() => jsonTree("[")).toThrow(SyntaxError);
  expect(() => parseExactJson('[["]"', 1)).toThrow(SyntaxError);
});

it("any JSON is parsed as JSON.parse does, but for its numbers", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 1, "\t"), (json, space) => {
      const value = JSON.parse(json);
      const exact = parseExactJson(JSON.stringify(value, null, space));
      expect(
        JSON.parse(JSON.stringify(exact, (_key, item) => (item instanceof ExactNumber ? Number(item.digits) : item))),
      ).toEqual(value);
    }),
  );
});

it("JSON nested 100,000 levels deep is parsed to a depth, and the rest is kept as text", () => {
  const nested = (levels: number) => `${'{"a]\\"":['.repeat(levels)}1.10${"]}".repeat(levels)}`;
  const parsed = parseExactJson(`[${nested(50_000)}, 2]`, 3) as [Record<string, RawJson[]>, ExactNumber];
  expect(parsed[0]['a]"']?.[0]).toEqual(new RawJson(nested(49_999)));
  expect(parsed[1]).toEqual(new ExactNumber("2"));
});

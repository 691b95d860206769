import fc from "fast-check";
import { expect, it } from "vitest";
import { extractLongValues } from "@/lib/format/extract-long-values";
import { LongText } from "@/lib/format/long-text";

/** The bytes of a text, cut at these positions. */
function cutAt(text: string, positions: number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const ends = [...positions.map((at) => at % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return ends.map((end, n) => bytes.subarray(ends[n - 1] ?? 0, end));
}

const read = (text: LongText) => [...text.slices()].join("");
const wholeText = (value: unknown) => (value instanceof LongText ? read(value) : value);

it("a long text has the same characters wherever its bytes are cut", () => {
  const text = 'a"b\\\\c\\\u0001\n\u2028ä€😀\\u0041\\"';
  const json = JSON.stringify(text);
  for (let first = 0; first <= Buffer.byteLength(json); first++) {
    for (let second = first; second <= Buffer.byteLength(json); second++) {
      const slices = [...new LongText(cutAt(json, [first, second])).slices()];
      expect(slices.join("")).toBe(text);
      for (const slice of slices) expect(slice.isWellFormed()).toBe(true);
    }
  }
});

it("any text has the same characters as a long text", () => {
  const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[\\"u0-9\n]*$/));
  fc.assert(
    fc.property(anyText, fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
      expect(read(new LongText(cutAt(JSON.stringify(text), cuts)))).toBe(text);
    }),
  );
});

it("a long text of JSON is the JSON as it stands, and its start can be read before it", () => {
  const json = `{"a\\n": [${"1.10, ".repeat(50_000)}"ä"]}`;
  const text = new LongText(cutAt(json, [1, 300, 70_000]));
  expect(json.startsWith(text.start)).toBe(true);
  expect(text.start.length).toBeGreaterThanOrEqual(1000);
  expect(read(text)).toBe(json);
  // It can be read once.
  expect(read(text)).toBe("");
});

it("rows with long values keep every value, and give up the bytes of the long ones only when these are read", () => {
  const long = (character: string) => `${character}"\\${"x".repeat(3_000_000)}`;
  const rows = [
    { id: "1", author: "", body: long("ä"), is_internal: false, list: [] },
    { id: "2", author: long("b"), body: null, is_internal: true, list: [{ text: long("c") }, { text: "{[" }] },
  ];
  const buffers = cutAt(JSON.stringify(rows), [5, 3_000_010, 3_000_011, 6_000_100]);
  const { json, restore } = extractLongValues(buffers);
  expect(buffers).toEqual([]);
  expect(json.length).toBeLessThan(1000);
  const found = JSON.parse(json, (_key, value) => wholeText(restore?.(value)));
  expect(found).toEqual(rows);
});

it("objects and arrays are values as well, from a depth on", () => {
  const metadata = `{"long":"${"x".repeat(5_000_000)}","deep":[{"a":"]}"}]}`;
  const row = `{"id":"1","metadata":${metadata},"list":[1.10],"name":"N"}`;
  const { json, restore } = extractLongValues(cutAt(row, [20, 100_000]), 1);
  expect(JSON.parse(json)).toMatchObject({ id: "1", list: [1.1], name: "N" });
  const text = restore?.(JSON.parse(json).metadata);
  expect(wholeText(text)).toBe(metadata);
});

it("JSON of less than some megabytes is not changed", () => {
  const json = JSON.stringify([{ text: "x".repeat(1_000_000) }]);
  expect(extractLongValues(cutAt(json, [100]))).toEqual({ json });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { JsonIndenter, prettyJson } from "@/lib/exports/formats/pretty-json";

/** @param cut where the bytes are cut into two buffers */
function pretty(json: string, cut = 0): string {
  const indenter = new JsonIndenter();
  const bytes = Buffer.from(json);
  const buffers = [bytes.subarray(0, cut), bytes.subarray(cut)];
  return Buffer.concat(buffers.flatMap((buffer) => indenter.indent(buffer))).toString();
}

it.each([
  {},
  [],
  [[], {}, [[]], { a: {} }],
  { a: [1, 2, { b: null, c: [true, false] }], 'k:,{}[]"\\': 'x"y\\z\n{}[]:,' },
  [{ text: "\u2028 é 👩‍👩‍👧 \\" }, "", " "],
  "alone",
  12,
])("pretty JSON of %j equals JSON.stringify's", (value) => {
  expect(pretty(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  // White space between tokens in the input makes no difference.
  expect(pretty(JSON.stringify(value, null, "\t "))).toBe(JSON.stringify(value, null, 2));
});

it("pretty JSON keeps the digits of numbers and the escapes of strings", () => {
  expect(pretty('{"n":12345678901234567890,"p":1.10,"e":1e400,"s":"\\u0041\\ud800"}')).toBe(
    '{\n  "n": 12345678901234567890,\n  "p": 1.10,\n  "e": 1e400,\n  "s": "\\u0041\\ud800"\n}',
  );
});

it("pretty JSON accepts strings of many megabytes", () => {
  for (const text of ["x".repeat(5_000_000), '\\"\n'.repeat(2_000_000)]) {
    expect(pretty(JSON.stringify([text])).length).toBe(JSON.stringify([text], null, 2).length);
  }
});

it("pretty JSON equals JSON.stringify's for any JSON, wherever its bytes are cut", () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (json, cut) => {
      const value = JSON.parse(json);
      const text = JSON.stringify(value);
      expect(pretty(text, cut % (Buffer.byteLength(text) + 1))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

it("pretty JSON holds no more than a block of text back, and passes long strings on without a copy", () => {
  const indenter = new JsonIndenter();
  const string = Buffer.from(`["${"x".repeat(1_000_000)}`);
  const output = indenter.indent(string);
  expect(output.reduce((sum, { length }) => sum + length, 0)).toBe(string.length + 3);
  expect(output.at(-1)?.buffer).toBe(string.buffer);
});

it("pretty JSON that is nested 6,000 levels deep does not grow with the square of its depth", () => {
  const deep = "[".repeat(6000) + "]".repeat(6000);
  const text = pretty(deep);
  expect(text.replaceAll(/\s/g, "")).toBe(deep);
  expect(text.length).toBeLessThan(3_000_000);
});

it("pretty JSON keeps the rows and counts of its chunks", async () => {
  const counts = { messages: 2 };
  async function* chunks() {
    yield { text: "[1,", rows: 0, escapedCells: 0 };
    yield { text: [Buffer.from("2"), Buffer.from("]")], rows: 1, escapedCells: 0, counts };
  }
  const output = await Array.fromAsync(prettyJson(chunks()));
  expect(output.map(({ rows, counts }) => ({ rows, counts }))).toEqual([{ rows: 0 }, { rows: 1, counts }]);
  expect(Buffer.concat(output.flatMap(({ text }) => text as Uint8Array[])).toString()).toBe("[\n  1,\n  2\n]");
});

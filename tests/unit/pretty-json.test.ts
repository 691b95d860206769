import { expect, it } from "vitest";
import { prettyJson } from "@/lib/exports/formats/pretty-json";

const pretty = (json: string) => [...prettyJson(json)].join("");

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

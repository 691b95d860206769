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
])("lays %j out as JSON.stringify does", (value) => {
  expect(pretty(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  // The spaces and lines that Postgres puts between tokens do not matter.
  expect(pretty(JSON.stringify(value, null, "\t "))).toBe(JSON.stringify(value, null, 2));
});

it("keeps every digit and escape", () => {
  expect(pretty('{"n":12345678901234567890,"p":1.10,"e":1e400,"s":"\\u0041\\ud800"}')).toBe(
    '{\n  "n": 12345678901234567890,\n  "p": 1.10,\n  "e": 1e400,\n  "s": "\\u0041\\ud800"\n}',
  );
});

it("manages strings of many megabytes", () => {
  for (const text of ["x".repeat(5_000_000), '\\"\n'.repeat(2_000_000)]) {
    expect(pretty(JSON.stringify([text])).length).toBe(JSON.stringify([text], null, 2).length);
  }
});

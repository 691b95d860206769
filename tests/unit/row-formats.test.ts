import { parse } from "csv-parse/sync";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { type Cell, type RowFormatName, writeRows } from "@/lib/exports/row-format";
import { rowFormats } from "@/lib/exports/row-formats";

const columns = [{ name: "id" }, { name: "text" }, { name: "data", json: true as const }];

async function write(format: RowFormatName, ...batches: Cell[][][]) {
  async function* source() {
    yield* batches;
  }
  let text = "";
  let rows = 0;
  let guarded = 0;
  for await (const piece of writeRows(rowFormats[format], columns, source())) {
    text += piece.text;
    rows += piece.rows;
    guarded += piece.guarded;
  }
  return { text, rows, guarded };
}

const nasty = [
  "plain",
  'comma, and "quotes"',
  "line\nfeed",
  "carriage\rreturn",
  "both\r\n",
  "",
  null,
  " spaces ",
  "\u2028\u2029\ufeff",
  "مرحبا 👩‍👩‍👧 é",
  "\\.",
  "\\N",
  "NULL",
  "x".repeat(100_000),
];

describe.each(["csv", "csv-excel", "csv-exact"] as const)("%s", (format) => {
  it("has a header line also with no rows", async () => {
    const mark = format === "csv-excel" ? "\uFEFF" : "";
    expect(await write(format, [])).toEqual({ text: `${mark}id,text,data\r\n`, rows: 0, guarded: 0 });
  });

  it("writes the byte-order mark at most once, however many batches", async () => {
    const { text } = await write(format, [["1", "a", null]], [["2", "b", null]]);
    expect(text.split("\uFEFF").length - 1).toBe(format === "csv-excel" ? 1 : 0);
  });

  it("tells null from the empty string", async () => {
    const { text } = await write(format, [["1", null, ""]]);
    expect(text).toMatch(/1,,""\r\n$/);
  });

  it("is read back the same by two parsers that did not write it", async () => {
    const { text, rows } = await write(
      format,
      nasty.map((value, index) => [String(index), value, '{"a": 1.10}']),
    );
    const expected = nasty.map((value, index) => [String(index), value ?? "", '{"a": 1.10}']);
    expect(rows).toBe(nasty.length);
    expect(parse(text, { bom: format === "csv-excel", from_line: 1 }).slice(1)).toEqual(expected);
    expect(Papa.parse<string[]>(text, { skipEmptyLines: true }).data.slice(1)).toEqual(expected);
  });
});

describe("formulas", () => {
  const row = ["1", "=1+1", "-5"];

  it.each(["csv", "csv-excel"] as const)("get an apostrophe in %s, and are counted", async (format) => {
    const { text, guarded } = await write(format, [row]);
    expect(text).toContain("1,'=1+1,-5\r\n");
    expect(guarded).toBe(1);
  });

  it("stay as they are in csv-exact", async () => {
    const { text, guarded } = await write("csv-exact", [row]);
    expect(text).toContain("1,=1+1,-5\r\n");
    expect(guarded).toBe(0);
  });
});

describe("json", () => {
  it("is an empty list without rows", async () => {
    expect((await write("json", [])).text).toBe("[]\n");
  });

  it("puts one object on a line and json cells in verbatim", async () => {
    const { text } = await write(
      "json",
      [["1", "a", '{"n":12345678901234567890,"p":1.10,"e":1e400}']],
      [["2", null, null]],
    );
    expect(text).toBe(
      '[\n{"id":"1","text":"a","data":{"n":12345678901234567890,"p":1.10,"e":1e400}},\n{"id":"2","text":null,"data":null}\n]\n',
    );
  });

  it("is read back the same", async () => {
    const { text } = await write(
      "json",
      nasty.map((value, index) => [String(index), value, "[]"]),
    );
    expect(JSON.parse(text)).toEqual(nasty.map((value, index) => ({ id: String(index), text: value, data: [] })));
  });
});

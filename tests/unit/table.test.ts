import { parse } from "csv-parse/sync";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { formatTable, type TableFormat } from "@/lib/exports/formats/table";
import type { Batch } from "@/lib/exports/types";
import { recordsBatch, textBatch } from "../support/postgres-records";

const columns = [{ name: "id" }, { name: "text" }, { name: "data" }];

async function write(format: TableFormat, ...pages: Batch[]) {
  async function* source() {
    yield* pages;
  }
  let text = "";
  let rows = 0;
  let escapedCells = 0;
  for await (const piece of formatTable(format, columns, source())) {
    text += typeof piece.text === "string" ? piece.text : Buffer.concat(piece.text);
    rows += piece.rows;
    escapedCells += piece.escapedCells;
  }
  return { text, rows, escapedCells };
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
    expect(await write(format, recordsBatch([]))).toEqual({
      text: `${mark}id,text,data\r\n`,
      rows: 0,
      escapedCells: 0,
    });
  });

  it("writes the byte-order mark at most once, however many batches", async () => {
    const { text } = await write(format, recordsBatch([["1", "a", null]]), recordsBatch([["2", "b", null]]));
    expect(text.split("\uFEFF").length - 1).toBe(format === "csv-excel" ? 1 : 0);
  });

  it("tells null from the empty string", async () => {
    const { text } = await write(format, recordsBatch([["1", null, ""]]));
    expect(text).toMatch(/1,,""\r\n$/);
  });

  it("is read back the same by two parsers that did not write it", async () => {
    const { text, rows } = await write(
      format,
      recordsBatch(nasty.map((value, index) => [String(index), value, '{"a": 1.10}'])),
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
    const { text, escapedCells } = await write(format, recordsBatch([row]));
    expect(text).toContain("1,'=1+1,-5\r\n");
    expect(escapedCells).toBe(1);
  });

  it("stay as they are in csv-exact", async () => {
    const { text, escapedCells } = await write("csv-exact", recordsBatch([row]));
    expect(text).toContain("1,=1+1,-5\r\n");
    expect(escapedCells).toBe(0);
  });
});

describe("json", () => {
  it("is an empty list without rows", async () => {
    expect((await write("json", textBatch("", 0))).text).toBe("[]\n");
  });

  it("puts one object on a line, just as Postgres wrote it", async () => {
    const objects = ['{"n":12345678901234567890,"p":1.10,"e":1e400}', '{"n":null}', '{"n":","}'];
    const [one, two, three] = objects.map((object) => `,\n${object}`);
    const { text, rows } = await write(
      "json",
      textBatch("", 0),
      textBatch(`${one}${two}`, 2),
      textBatch(`${three}`, 1),
    );
    expect(text).toBe(`[\n${objects.join(",\n")}\n]\n`);
    expect(rows).toBe(3);
  });
});

describe("rows that Postgres cannot have printed", () => {
  it.each([
    ["cut", "(1,a,b)(2,a", 2],
    ["cut in quotes", '(1,a,"b', 1],
    ["with a field too few", "(1,a)", 1],
    ["with a field too many", "(1,a,b,c)", 1],
    ["more than the page says", "(1,a,b)(2,a,b)", 1],
    ["fewer than the page says", "(1,a,b)", 2],
    ["not rows at all", "<!doctype html>", 1],
  ])("%s break the file off", async (_how, text, rows) => {
    await expect(write("csv", textBatch(text, rows))).rejects.toThrow(/row/);
  });
});

import { parse } from "csv-parse/sync";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { formatTable, type TableFormat } from "@/lib/exports/formats/table";
import type { Batch } from "@/lib/exports/types";
import { recordsBatch, textBatch } from "../support/postgres-records";

const columns = [{ name: "id" }, { name: "text" }, { name: "data" }];

async function write(format: TableFormat, ...batches: Batch[]) {
  async function* source() {
    yield* batches;
  }
  let text = "";
  let rows = 0;
  let escapedCells = 0;
  for await (const chunk of formatTable(format, columns, source())) {
    text += typeof chunk.text === "string" ? chunk.text : Buffer.concat(chunk.text);
    rows += chunk.rows;
    escapedCells += chunk.escapedCells;
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

describe.each(["csv", "csv-excel", "csv-semicolon", "csv-exact"] as const)("a table as %s", (format) => {
  const forExcel = format === "csv-excel" || format === "csv-semicolon";
  const separator = format === "csv-semicolon" ? ";" : ",";

  it("has a header line even without rows", async () => {
    expect(await write(format, recordsBatch([]))).toEqual({
      text: `${forExcel ? "\uFEFF" : ""}${["id", "text", "data"].join(separator)}\r\n`,
      rows: 0,
      escapedCells: 0,
    });
  });

  it("has one byte-order mark (for Excel) or none, however many batches", async () => {
    const { text } = await write(format, recordsBatch([["1", "a", null]]), recordsBatch([["2", "b", null]]));
    expect(text.split("\uFEFF").length - 1).toBe(forExcel ? 1 : 0);
  });

  it("writes null as an empty field and an empty string as quotes", async () => {
    const { text } = await write(format, recordsBatch([["1", null, ""]]));
    expect(text.endsWith(`1${separator}${separator}""\r\n`)).toBe(true);
  });

  it("is parsed by csv-parse and papaparse to the original cells", async () => {
    const { text, rows } = await write(
      format,
      recordsBatch(nasty.map((value, index) => [String(index), value, '{"a": 1.10}'])),
    );
    const expected = nasty.map((value, index) => [String(index), value ?? "", '{"a": 1.10}']);
    expect(rows).toBe(nasty.length);
    expect(parse(text, { bom: forExcel, delimiter: separator }).slice(1)).toEqual(expected);
    expect(Papa.parse<string[]>(text, { skipEmptyLines: true, delimiter: separator }).data.slice(1)).toEqual(expected);
  });
});

describe("a formula in a table cell", () => {
  const row = ["1", "=1+1", "-5"];

  it.each([
    ["csv", "1,'=1+1,-5\r\n"],
    ["csv-excel", "1,'=1+1,-5\r\n"],
    ["csv-semicolon", "1;'=1+1;-5\r\n"],
  ] as const)("gets an apostrophe in %s and is counted", async (format, line) => {
    const { text, escapedCells } = await write(format, recordsBatch([row]));
    expect(text).toContain(line);
    expect(escapedCells).toBe(1);
  });

  it.each(["csv", "csv-excel", "csv-semicolon"] as const)(
    "gets an apostrophe in %s behind a separator of any format",
    async (format) => {
      const { text, escapedCells } = await write(format, recordsBatch([["1", "x;=1+1;y", "x,@a"]]));
      expect(text).toContain(`"x;'=1+1;y"`);
      expect(text).toContain(`"x,'@a"`);
      expect(escapedCells).toBe(2);
    },
  );

  it("is unchanged in csv-exact", async () => {
    const { text, escapedCells } = await write("csv-exact", recordsBatch([row]));
    expect(text).toContain("1,=1+1,-5\r\n");
    expect(escapedCells).toBe(0);
  });
});

describe("a table as JSON", () => {
  it("is an empty array without rows", async () => {
    expect((await write("json", textBatch("", 0))).text).toBe("[]\n");
  });

  it("has one object a line, with the digits that Postgres printed", async () => {
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

it("a table as NDJSON has one object a line, as Postgres printed it", async () => {
  const lines = '{"n":12345678901234567890,"p":1.10}\n{"n":null}\n';
  expect(await write("ndjson", textBatch(lines, 2), textBatch("", 0))).toEqual({
    text: lines,
    rows: 2,
    escapedCells: 0,
  });
});

describe("a CSV export fails on text that is not Postgres records:", () => {
  it.each([
    ["cut off", "(1,a,b)(2,a", 2],
    ["cut off inside quotes", '(1,a,"b', 1],
    ["with a missing field", "(1,a)", 1],
    ["with an extra field", "(1,a,b,c)", 1],
    ["more rows than announced", "(1,a,b)(2,a,b)", 1],
    ["fewer rows than announced", "(1,a,b)", 2],
    ["an HTML page", "<!doctype html>", 1],
  ])("%s", async (_how, text, rows) => {
    await expect(write("csv", textBatch(text, rows))).rejects.toThrow(/row/);
  });
});

import { read } from "@e965/xlsx";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { formatTable } from "@/lib/exports/formats/table";
import { findLibreOffice, openInLibreOffice } from "../support/libreoffice";
import { recordsBatch } from "../support/postgres-records";

/** What somebody may write into a field to have a spreadsheet calculate it. */
const formulas = [
  "=1+1",
  '=HYPERLINK("http://evil.example","x")',
  "=A1",
  "+1-1",
  "-2+3",
  "@SUM(1)",
  "＝1+1",
  "\t=1+1",
  "+1-555-0100",
];

/** Around a formula: what a reader that splits at some separator takes for the start of a cell. */
const surroundings = [
  (formula: string) => formula,
  ...[",", ";", "\t", "\n", "\r", "\r\n"].flatMap((separator) => [
    (formula: string) => `x${separator}${formula}${separator}y`,
    (formula: string) => `x${separator}"${formula}"`,
    (formula: string) => `x${separator}""${formula}`,
    (formula: string) => `${separator}${formula}`,
  ]),
];
const cells = surroundings.flatMap((around) => formulas.map(around));

/** How LibreOffice splits lines: at commas, at semicolons, and as its import dialog proposes. */
const readings = [",", ";", ",;\t"] as const;
const formats = ["csv", "csv-semicolon", "csv-exact"] as const;
type Format = (typeof formats)[number];

type Cell = { f?: string; v?: unknown } | undefined;
const opened = new Map<string, Cell[][]>();
const files = new Map<Format, string>();

describe.skipIf(!findLibreOffice())("CSV files with formulas, opened in LibreOffice (skipped without it),", () => {
  beforeAll(async () => {
    for (const format of formats) files.set(format, await csvOf(format));
    for (const separators of readings) {
      const workbooks = await openInLibreOffice(
        [...files.values()].map((text) => Buffer.from(text)),
        "csv",
        separators,
      );
      for (const [index, format] of formats.entries()) {
        const workbook = read(workbooks[index], { type: "buffer", dense: true, cellFormula: true });
        const sheet = workbook.Sheets[workbook.SheetNames[0] as string];
        opened.set(`${format} ${separators}`, (sheet?.["!data"] ?? []) as Cell[][]);
      }
    }
  }, 120_000);

  const formulasIn = (format: Format, separators: string) =>
    (opened.get(`${format} ${separators}`) ?? []).flat().filter((cell) => cell?.f !== undefined);

  it.each(readings)("split at %j, have formulas when their values are exact: the test can fail", (separators) => {
    expect(formulasIn("csv-exact", separators).length).toBeGreaterThanOrEqual(3);
  });

  it.each(readings.flatMap((separators) => [["csv", separators] as const, ["csv-semicolon", separators] as const]))(
    "as %s, split at %j, have no formula",
    (format, separators) => {
      expect(opened.get(`${format} ${separators}`)?.length).toBeGreaterThanOrEqual(cells.length);
      expect(formulasIn(format, separators)).toEqual([]);
    },
  );

  it.each([
    ["csv", ","],
    ["csv", ",;\t"],
    ["csv-semicolon", ";"],
    ["csv-semicolon", ",;\t"],
  ] as const)("as %s, split at %j, have every cell in its row and column", (format, separators) => {
    const written: string[][] = parse(files.get(format) as string, {
      bom: true,
      delimiter: format === "csv" ? "," : ";",
      record_delimiter: "\r\n",
    });
    const shown = (opened.get(`${format} ${separators}`) ?? []).map((row) => row.map((cell) => lines(cell?.v)));
    expect(shown).toEqual(written.map((row) => row.map((cell) => lines(/^\d+$/.test(cell) ? Number(cell) : cell))));
  });
});

async function csvOf(format: Format): Promise<string> {
  const columns = [{ name: "id" }, { name: "cell" }, { name: "end" }];
  const batch = recordsBatch(cells.map((cell, index) => [String(index), cell, "end"]));
  async function* batches() {
    yield batch;
  }
  let text = "";
  for await (const chunk of formatTable(format, columns, batches())) {
    text += typeof chunk.text === "string" ? chunk.text : Buffer.concat(chunk.text).toString();
  }
  return text;
}

/** LibreOffice and SheetJS have their own line breaks. */
function lines(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll(/\r\n?/g, "\n") : value;
}

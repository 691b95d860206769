import naughtyStrings from "big-list-of-naughty-strings";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Column } from "@/lib/exports/formats/csv";
import { formatWorkbook } from "@/lib/exports/formats/xlsx/workbook";
import type { Batch } from "@/lib/exports/types";
import { findLibreOffice, openInLibreOffice } from "../support/libreoffice";
import { recordsBatch, textBatch } from "../support/postgres-records";
import { readWorkbook } from "../support/read-workbook";

const text: Column[] = [{ name: "id" }, { name: "text" }];
const limits = { rows: 1_048_576, bytes: 2 ** 31 };

async function write(columns: readonly Column[], batches: Batch[], sheetLimits = limits) {
  async function* source() {
    yield* batches;
  }
  const parts: Uint8Array[] = [];
  let rows = 0;
  const cut: object[] = [];
  const table = { name: "contacts", title: "Contacts", columns, batches: source() };
  for await (const chunk of formatWorkbook([table], new Date("2026-11-25T14:10:00Z"), "UTC", sheetLimits)) {
    parts.push(...(chunk.text as Uint8Array[]));
    rows += chunk.rows;
    if (chunk.cutCells) cut.push(chunk.cutCells);
  }
  const bytes = Buffer.concat(parts);
  return { bytes, rows, cut, sheets: readWorkbook(bytes) };
}

/** The text of a part of the package. */
const partOf = (bytes: Uint8Array, name: string) => Buffer.from(unzipSync(bytes)[name] ?? []).toString();

const cellsOf = async (values: (string | null)[]) => {
  const { sheets } = await write(text, [recordsBatch(values.map((value, index) => [String(index), value]))]);
  return sheets[0]?.rows.slice(1).map((row) => row[1]);
};

it.each([
  "+15550100200",
  "005550100",
  "12345678901234567890",
  "1E5",
  "=1+1",
  "@x",
  "-5",
  "1/2",
  "2026-01-01",
  "TRUE",
  "#N/A",
  "'x",
  " spaces ",
  "tab\tand\nline feed",
  "<b>&amp;</b>]]>",
  "\u0001\u001f\u007f\u0085\ufffe\uffff\u2028",
  "_x0041_",
  "_x0041_x0042_",
  "_x000d_ _X0041_ _x41_ _x1_ _x12_",
  'back\\slash and "quote"',
  "مرحبا 👩‍👩‍👧 é \u202e",
  '{"a": 1.10}',
])("a workbook keeps the text %j as text", async (value) => {
  expect(await cellsOf([value])).toEqual([value]);
});

it.skipIf(!findLibreOffice())(
  "a workbook keeps texts like escapes in LibreOffice, which reads shorter ones than Excel (skipped without it)",
  async () => {
    const texts = [
      "_x1_",
      "a_x1f_b",
      "_x041_",
      "_x0041_",
      "_X0041_",
      "_x005F_x1_",
      "__x1__",
      "_x1_x2_",
      "_x_",
      "_xg_",
      "_x00041_",
    ];
    const { bytes } = await write(text, [recordsBatch(texts.map((value, index) => [String(index), value]))]);
    const [saved] = await openInLibreOffice([bytes], "xlsx");
    expect(
      readWorkbook(saved as Uint8Array)[0]
        ?.rows.slice(1)
        .map((row) => row[1]),
    ).toEqual(texts);
  },
);

it("a workbook keeps every string of the Big List of Naughty Strings", async () => {
  const strings = naughtyStrings.filter((string) => !string.includes("\0"));
  expect(await cellsOf(strings)).toEqual(strings.map((string) => string));
});

it("a workbook keeps carriage returns, which an XML parser would turn into line feeds", async () => {
  const { bytes } = await write(text, [recordsBatch([["1", "carriage\r\nreturn\r"]])]);
  expect(partOf(bytes, "xl/worksheets/sheet1.xml")).toContain(">carriage&#13;\nreturn&#13;</t>");
});

it("a workbook has no cell for a null, and an empty one for an empty string", async () => {
  const { bytes } = await write(text, [
    recordsBatch([
      ["1", null],
      ["2", ""],
    ]),
  ]);
  const xml = partOf(bytes, "xl/worksheets/sheet1.xml");
  expect(xml).not.toContain('r="B2"');
  expect(xml).toMatch(/<c r="B3" s="1" t="inlineStr"><is><t xml:space="preserve"><\/t><\/is><\/c>/);
});

describe("a timestamp in a workbook", () => {
  const columns: Column[] = [{ name: "at", type: "time" }];

  // Serial numbers: days since 1899-12-30, as Excel's own DATEVALUE and TIMEVALUE give them.
  it.each([
    ["2026-11-25 14:10:00+00", 46351 + 14 / 24 + 10 / 1440],
    ["2026-01-31 23:59:59.999999+00", 46054 - 1e-6 / 86400],
    ["1970-01-01 00:00:00+00", 25569],
    ["1900-03-01 00:00:00+00", 61],
    ["9999-12-31 12:00:00+00", 2958465.5],
    ["2024-02-29 06:00:00.5+00", 45351.25 + 0.5 / 86400],
  ])("%s is the date %d with a format that names UTC", async (stored, serial) => {
    const { sheets, bytes } = await write(columns, [recordsBatch([[stored]])]);
    const cell = sheets[0]?.sheet["!data"]?.[1]?.[0];
    // Less than a microsecond.
    expect(Math.abs((cell?.v as number) - serial)).toBeLessThan(1.1e-11);
    expect(cell?.z).toBe('yyyy\\-mm\\-dd\\ hh:mm:ss.000\\ "UTC"');
    expect(partOf(bytes, "xl/worksheets/sheet1.xml")).toContain('<c r="A2" s="3"><v>');
  });

  it.each([
    ["infinity", "infinity"],
    ["-infinity", "-infinity"],
    ["1900-02-28 23:59:59+00", "1900-02-28T23:59:59+00:00"],
    ["0044-03-15 12:00:00+00 BC", "0044-03-15T12:00:00+00:00 BC"],
    ["10000-01-01 00:00:00+00", "10000-01-01T00:00:00+00:00"],
    ["294276-12-31 23:59:59+00", "294276-12-31T23:59:59+00:00"],
  ])("%s, which Excel cannot express, is the text %s", async (stored, shown) => {
    const { sheets } = await write(columns, [recordsBatch([[stored]])]);
    expect(sheets[0]?.rows[1]).toEqual([shown]);
  });
});

it("a workbook has whole numbers as numbers, up to 15 digits, and booleans as booleans", async () => {
  const columns: Column[] = [
    { name: "n", type: "integer" },
    { name: "b", type: "boolean" },
  ];
  const rows = [
    ["0", "t"],
    ["999999999999999", "f"],
    ["9007199254740993", null],
    ["-9223372036854775808", "t"],
  ];
  const { sheets } = await write(columns, [recordsBatch(rows)]);
  expect(sheets[0]?.rows.slice(1)).toEqual([
    [0, true],
    [999999999999999, false],
    ["9007199254740993", null],
    ["-9223372036854775808", true],
  ]);
});

describe("a cell of a workbook that is longer than 32,767 characters", () => {
  it.each([
    ["a", 40_000],
    ["é", 40_000],
    ['"', 40_000],
    ["👩", 20_000],
  ])("made of %j is cut with a note of its length, and counted", async (character, count) => {
    const { sheets, cut } = await write(text, [recordsBatch([["1", character.repeat(count)]])]);
    const cell = sheets[0]?.rows[1]?.[1] as string;
    expect(cell.length).toBeGreaterThan(32_760);
    expect(cell.length).toBeLessThanOrEqual(32_767);
    const [kept = "", note] = cell.split("…");
    expect(kept).toBe(character.repeat(kept.length / character.length));
    expect(note).toBe(` [cut: ${(count * character.length).toLocaleString("en")} characters]`);
    expect(cut).toEqual([{ contacts: { text: 1 } }]);
  });

  it("is kept whole at 32,767 characters, however many bytes it has", async () => {
    for (const value of ["é".repeat(32_767), `${"👩".repeat(16_383)}a`, "\\".repeat(32_767)]) {
      const { sheets, cut } = await write(text, [recordsBatch([["1", value]])]);
      expect(sheets[0]?.rows[1]?.[1] === value).toBe(true);
      expect(cut).toEqual([]);
    }
  });

  it("is counted in each column of each batch", async () => {
    const long = "x".repeat(33_000);
    const { cut, rows } = await write(text, [
      recordsBatch([
        [long, long],
        ["2", long],
      ]),
      recordsBatch([["3", long]]),
    ]);
    expect(cut).toEqual([{ contacts: { id: 1, text: 2 } }, { contacts: { text: 1 } }]);
    expect(rows).toBe(3);
  });
});

describe("a workbook with more rows than a sheet holds", () => {
  const rowsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => [String(index + 1), `row ${index + 1}`]);

  it.each([
    [[25], 11, [10, 10, 5]],
    [[4, 4, 4, 4], 9, [8, 8]],
    [[8], 9, [8]],
    [[9], 9, [8, 1]],
    [[3, 0, 3], 4, [3, 3]],
  ])("in batches of %j, with %d rows a sheet, goes on in the next sheets", async (sizes, perSheet, expected) => {
    const all = rowsOf(sizes.reduce((sum, size) => sum + size, 0));
    const rest = [...all];
    const batches = sizes.map((size) => recordsBatch(rest.splice(0, size)));
    const { sheets, rows } = await write(text, batches, { ...limits, rows: perSheet });
    expect(sheets.map(({ name }) => name)).toEqual(
      expected.map((_, index) => (index === 0 ? "Contacts" : `Contacts ${index + 1}`)),
    );
    expect(sheets.map((sheet) => sheet.rows.length - 1)).toEqual(expected);
    for (const sheet of sheets) expect(sheet.rows[0]).toEqual(["id", "text"]);
    expect(sheets.flatMap((sheet) => sheet.rows.slice(1))).toEqual(all);
    expect(rows).toBe(all.length);
  });

  it("goes on in the next sheet as well when a sheet grows too large for a ZIP entry", async () => {
    const batches = [1, 2, 3].map((n) => recordsBatch([[String(n), "x".repeat(1000)]]));
    const { sheets } = await write(text, batches, { ...limits, bytes: 1500 });
    expect(sheets.map((sheet) => sheet.rows.length - 1)).toEqual([2, 1]);
  });
});

it("a workbook without rows has a sheet with its header", async () => {
  const { sheets, rows } = await write(text, []);
  expect(sheets.map((sheet) => [sheet.name, sheet.rows])).toEqual([["Contacts", [["id", "text"]]]]);
  expect(rows).toBe(0);
});

it("a sheet has a frozen header, a filter on every column, and columns as wide as their content", async () => {
  const { bytes, sheets } = await write(text, [
    recordsBatch([
      ["1", "x".repeat(30)],
      ["2", "y".repeat(1000)],
    ]),
  ]);
  const xml = partOf(bytes, "xl/worksheets/sheet1.xml");
  expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
  expect(sheets[0]?.sheet["!autofilter"]).toEqual({ ref: "A1:B3" });
  expect(xml).toContain(
    '<cols><col min="1" max="1" width="8" customWidth="1"/><col min="2" max="2" width="60" customWidth="1"/></cols>',
  );
  expect(partOf(bytes, "xl/workbook.xml")).toContain(`hidden="1">'Contacts'!$A$1:$B$3</definedName>`);
});

it.each([
  ["cut off", "(1,a)(2,", 2],
  ["more rows than announced", "(1,a)(2,b)", 1],
  ["an HTML page", "<!doctype html>", 1],
])("a workbook fails on a batch that is not Postgres records: %s", async (_how, body, rows) => {
  await expect(write(text, [textBatch(body, rows)])).rejects.toThrow(/row/);
});

it("a workbook of 1,048,577 rows has all of them, in two sheets", async () => {
  const total = 1_048_577;
  async function* source() {
    for (let done = 0; done < total; done += 1000) {
      const size = Math.min(1000, total - done);
      yield recordsBatch(Array.from({ length: size }, (_, index) => [String(done + index + 1)]));
    }
  }
  const parts: Uint8Array[] = [];
  const table = { name: "contacts", title: "Contacts", columns: [{ name: "id" }], batches: source() };
  for await (const { text: bytes } of formatWorkbook([table], new Date("2026-11-25T14:10:00Z"))) {
    parts.push(...(bytes as Uint8Array[]));
  }
  const entries = unzipSync(Buffer.concat(parts));
  let expected = 1;
  for (const [name, rows] of [
    ["xl/worksheets/sheet1.xml", 1_048_575],
    ["xl/worksheets/sheet2.xml", 2],
  ] as const) {
    const xml = Buffer.from(entries[name] ?? []).toString("latin1");
    let row = 1;
    for (const [, number, id] of xml.matchAll(/<row r="(\d+)"><c r="A\d+" s="1" [^>]*><is><t [^>]*>(\d+)</g)) {
      row++;
      if (Number(number) !== row || Number(id) !== expected) throw new Error(`Row ${number} of ${name} is ${id}.`);
      expected++;
    }
    expect(row - 1).toBe(rows);
    expect(xml).toContain(`<autoFilter ref="A1:A${row}"/>`);
  }
  expect(expected - 1).toBe(total);
}, 60_000);

import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { recordsToCsv } from "@/lib/exports/formats/csv";
import { recordsBatch } from "../support/postgres-records";

type Rows = (string | null)[][];

/** The CSV that csv-stringify writes, with the options that match our files: CRLF, and quotes around empty strings and what any format splits at. */
function reference(rows: Rows, separator: "," | ";" = ","): string {
  return stringify(rows, {
    delimiter: separator,
    record_delimiter: "windows",
    quoted_match: /^$|[,;\t]/,
    quote_record_delimiter: true,
  });
}

function convert(
  rows: Rows,
  options: { escapeFormulas: boolean; separator?: "," | ";"; type?: "time" },
): { text: string; escapedCells: number } {
  const { type, separator = ",", escapeFormulas } = options;
  const columns = (rows[0] ?? []).map((_, index) => ({ name: `column ${index}`, ...(type && { type }) }));
  const batch = Buffer.concat(recordsBatch(rows).body);
  const { text, escapedCells } = recordsToCsv(batch, rows.length, columns, { separator, escapeFormulas });
  return { text: text.toString(), escapedCells };
}

it.each([",", ";"] as const)(
  "a CSV file of random cells, separated by %j, equals csv-stringify's, byte for byte",
  (separator) => {
    const special = [
      '"',
      ",",
      "\r",
      "\n",
      "\r\n",
      "\\",
      "\\.",
      "(",
      ")",
      "'",
      "=",
      ";",
      " ",
      "\t",
      "\u2028",
      "\ufeff",
      "é",
      "👩‍👩‍👧",
    ];
    const word = fc.oneof(
      fc.constantFrom(...special),
      fc.string({ maxLength: 3 }),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    );
    const cell = fc.option(
      fc.array(word, { maxLength: 6 }).map((words) => words.join("")),
      { freq: 5 },
    );
    const row = fc.tuple(cell, cell, cell, cell, cell);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 50 }), (rows) => {
        const expected = { text: reference(rows, separator), escapedCells: 0 };
        expect(convert(rows, { escapeFormulas: false, separator })).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  },
);

it.each([
  ["=1+1", "'=1+1"],
  ["=a,b", "'=a,b"],
  ['="x"', `'="x"`],
  ["=", "'="],
  ["@a b", "'@a b"],
  ["\t=1", "'\t'=1"],
  ["\r\n=1", "'\r\n'=1"],
  ["＝1", "'＝1"],
  ["-\\", "'-\\"],
  ["+1+1", "'+1+1"],
])("a CSV cell %j is exported as %j, so that a spreadsheet does not run it", (cell, escaped) => {
  expect(convert([[cell]], { escapeFormulas: true })).toEqual({ text: reference([[escaped]]), escapedCells: 1 });
});

it.each(["-5", "+1 (555) 010-2000", "é=1", "a@b.example", "'=1", " =1", "1=1"])(
  "a CSV cell %j, which is no formula, is exported unchanged",
  (cell) => {
    expect(convert([[cell]], { escapeFormulas: true })).toEqual({ text: reference([[cell]]), escapedCells: 0 });
  },
);

it.each([
  ["x;=1+1;y", "x;'=1+1;y"],
  ["x,=1+1", "x,'=1+1"],
  ["x\t@SUM(1)", "x\t'@SUM(1)"],
  ["x\n=1+1", "x\n'=1+1"],
  ["x\r-2+3", "x\r'-2+3"],
  ['x;"=1+1"', `x;"'=1+1"`],
  ['x;""=1+1', `x;""'=1+1`],
  ["x;＝1", "x;'＝1"],
  ["x;+1-1", "x;'+1-1"],
  ["=1;=2;=3", "'=1;'=2;'=3"],
  [";=\\", ";'=\\"],
  [`a;-5${" ".repeat(100)}`, `a;'-5${" ".repeat(100)}`],
  [";=1".repeat(1000), ";'=1".repeat(1000)],
])("a CSV cell %j is exported as %j, because a reader may split it at another separator", (cell, escaped) => {
  for (const separator of [",", ";"] as const) {
    expect(convert([[cell, "next"]], { escapeFormulas: true, separator })).toEqual({
      text: reference([[escaped, "next"]], separator),
      escapedCells: 1,
    });
  }
});

it.each(["x;y", "x;-5", "a,+49 30 901820", "1;2", '{"a": -1, "b": [-2, -3]}', "x; =1", "a-b;c=d"])(
  "a CSV cell %j, which holds separators but no formula, is exported unchanged",
  (cell) => {
    expect(convert([[cell]], { escapeFormulas: true })).toEqual({ text: reference([[cell]]), escapedCells: 0 });
  },
);

it("a megabyte of formulas in one CSV cell is escaped in less than a second", () => {
  const started = performance.now();
  const { text } = convert([[";=".repeat(500_000), ";=1"]], { escapeFormulas: true });
  expect(performance.now() - started).toBeLessThan(1000);
  expect(text === `"${";'=".repeat(500_000)}",";'=1"\r\n`).toBe(true);
});

it("several formulas in one CSV row are all escaped and counted", () => {
  const { text, escapedCells } = convert([["=1", null, "=2", "3", "@4"]], { escapeFormulas: true });
  expect(text).toBe("'=1,,'=2,3,'@4\r\n");
  expect(escapedCells).toBe(3);
});

it.each([
  ["2026-01-31 23:59:59.000001+00", "2026-01-31T23:59:59.000001+00:00"],
  ["0044-03-15 00:00:00+00 BC", "0044-03-15T00:00:00+00:00 BC"],
  ["294276-12-31 23:59:59+00", "294276-12-31T23:59:59+00:00"],
  ["infinity", "infinity"],
])("a timestamp %s is exported to CSV as %s", (stored, exported) => {
  expect(convert([[stored]], { escapeFormulas: true, type: "time" })).toEqual({
    text: `${exported}\r\n`,
    escapedCells: 0,
  });
});

it("a timestamp -infinity is escaped in CSV, because a spreadsheet runs it as a formula", () => {
  expect(convert([["-infinity"]], { escapeFormulas: true, type: "time" })).toEqual({
    text: "'-infinity\r\n",
    escapedCells: 1,
  });
});

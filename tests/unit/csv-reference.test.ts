import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { recordsToCsv } from "@/lib/exports/formats/csv";
import { recordsBatch } from "../support/postgres-records";

type Rows = (string | null)[][];

/** The CSV that csv-stringify writes, with the options that match our files: CRLF, and quotes around empty strings and lone CR or LF. */
function reference(rows: Rows): string {
  return stringify(rows, { record_delimiter: "windows", quoted_match: /^$/, quote_record_delimiter: true });
}

function convert(rows: Rows, options: { escapeFormulas: boolean; time?: true }) {
  const columns = (rows[0] ?? []).map((_, index) => ({
    name: `column ${index}`,
    ...(options.time && { time: true as const }),
  }));
  const batch = Buffer.concat(recordsBatch(rows).body);
  const { text, escapedCells } = recordsToCsv(batch, rows.length, columns, options.escapeFormulas);
  return { text: text.toString(), escapedCells };
}

it("a CSV file of random cells equals csv-stringify's, byte for byte", () => {
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
      expect(convert(rows, { escapeFormulas: false })).toEqual({ text: reference(rows), escapedCells: 0 });
    }),
    { numRuns: 200 },
  );
});

it.each([
  ["=1+1", "'=1+1"],
  ["=a,b", "'=a,b"],
  ['="x"', `'="x"`],
  ["=", "'="],
  ["@a b", "'@a b"],
  ["\t=1", "'\t=1"],
  ["\r\n=1", "'\r\n=1"],
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
  expect(convert([[stored]], { escapeFormulas: true, time: true })).toEqual({
    text: `${exported}\r\n`,
    escapedCells: 0,
  });
});

it("a timestamp -infinity is escaped in CSV, because a spreadsheet runs it as a formula", () => {
  expect(convert([["-infinity"]], { escapeFormulas: true, time: true })).toEqual({
    text: "'-infinity\r\n",
    escapedCells: 1,
  });
});

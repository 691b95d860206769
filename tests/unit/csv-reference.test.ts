import { stringify } from "csv-stringify/sync";
import { expect, it } from "vitest";
import { recordsToCsv } from "@/lib/exports/formats/csv";
import { isFormula } from "@/lib/exports/formats/csv-injection";
import { recordsBatch } from "../support/postgres-records";

/** csv-stringify, set to what our files promise: the reference that our own writer is held against. */
function reference(rows: (string | null)[][]): string {
  return stringify(rows, { record_delimiter: "windows", quoted_match: /^$/, quote_record_delimiter: true });
}

/** The same numbers on every machine and every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state;
  }
}

it("writes byte for byte what csv-stringify writes, for thousands of nasty rows", () => {
  const parts = [
    '"',
    ",",
    "\r",
    "\n",
    "\r\n",
    "a",
    "é",
    "👩‍👩‍👧",
    "\u2028",
    "\ufeff",
    " ",
    "\t",
    "\\",
    "'",
    "=",
    "\\.",
    ";",
    "0",
  ];
  const random = numbers(7);
  const next = (below: number) => (random.next().value as number) % below;
  const columns = ["a", "b", "c", "d", "e"].map((name) => ({ name }));
  const rows: (string | null)[][] = Array.from({ length: 5000 }, () =>
    Array.from({ length: columns.length }, () =>
      next(5) === 0 ? null : Array.from({ length: next(6) }, () => parts[next(parts.length)]).join(""),
    ),
  );
  const { text, escapedCells } = recordsToCsv(Buffer.concat(recordsBatch(rows).body), rows.length, columns, false);
  expect(text.toString()).toBe(reference(rows));
  expect(escapedCells).toBe(0);
});

it("writes cells that a spreadsheet would run like csv-stringify with an apostrophe before them", () => {
  const cells = ["=1+1", "=a,b", '="x"', "\t=1", "\r\n=1", "＝1", "@a b", "=", "-\\", "-5", "+1 (555) 010-2000", "é=1"];
  const harmful = cells.filter(isFormula);
  const rows = cells.map((cell) => [cell]);
  const harmless = cells.map((cell) => [isFormula(cell) ? `'${cell}` : cell]);
  const { text, escapedCells } = recordsToCsv(
    Buffer.concat(recordsBatch(rows).body),
    rows.length,
    [{ name: "a" }],
    true,
  );
  expect(text.toString()).toBe(reference(harmless));
  expect(escapedCells).toBe(harmful.length);
});

it("writes times as Postgres's JSON has them", () => {
  const times = [
    "2026-01-31 23:59:59.000001+00",
    "0044-03-15 00:00:00+00 BC",
    "294276-12-31 23:59:59+00",
    "infinity",
    "-infinity",
  ];
  const { text, escapedCells } = recordsToCsv(
    Buffer.concat(recordsBatch([times]).body),
    1,
    times.map((name) => ({ name, time: true as const })),
    true,
  );
  expect(text.toString()).toBe(
    "2026-01-31T23:59:59.000001+00:00,0044-03-15T00:00:00+00:00 BC,294276-12-31T23:59:59+00:00,infinity,'-infinity\r\n",
  );
  expect(escapedCells).toBe(1);
});

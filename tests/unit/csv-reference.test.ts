import { stringify } from "csv-stringify/sync";
import { expect, it } from "vitest";
import { csvFormat } from "@/lib/exports/csv-format";
import type { Cell } from "@/lib/exports/row-format";

/** csv-stringify, set to what our files promise: the reference that our own writer is held against. */
function reference(rows: Cell[][]): string {
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
  const rows: Cell[][] = Array.from({ length: 5000 }, () =>
    Array.from({ length: 1 + next(5) + 1 }, () =>
      next(5) === 0 ? null : Array.from({ length: next(6) }, () => parts[next(parts.length)]).join(""),
    ),
  );
  const format = csvFormat({ guard: false, mark: false });
  const { text } = format.rows([], structuredClone(rows), true);
  expect(text).toBe(reference(rows));
  expect(format.head([{ name: "id" }, { name: 'a "b", c' }])).toBe(reference([["id", 'a "b", c']]));
});

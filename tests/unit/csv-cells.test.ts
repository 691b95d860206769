import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { recordsToCsv } from "@/lib/exports/formats/csv";
import { csvCells } from "@/lib/exports/preview/csv-cells";
import { recordsBatch } from "../support/postgres-records";

it("the cells of a preview are those that csv-parse reads from the same file", () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "a", "=", ";", " ", "ü") }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }), (rows) => {
      const columns = [{ name: "a" }, { name: "b" }, { name: "c" }];
      const { body, meta } = recordsBatch(rows);
      const { text } = recordsToCsv(Buffer.concat(body), meta.rows, columns, { separator: ",", escapeFormulas: true });
      expect(csvCells(text.toString())).toEqual(parse(text, { record_delimiter: "\r\n" }));
    }),
  );
});

it("a cell of 14 MB that begins like a number is escaped, and does not exhaust the stack", () => {
  const { body, meta } = recordsBatch([[`-1${",111".repeat(3_500_000)}`]]);
  const options = { separator: ",", escapeFormulas: true } as const;
  const { text, escapedCells } = recordsToCsv(Buffer.concat(body), meta.rows, [{ name: "a" }], options);
  expect(text.subarray(0, 4).toString()).toBe(`"'-1`);
  expect(escapedCells).toBe(1);
});

import { expect, it } from "vitest";
import { sql, stack } from "../support/stack";

it("the stack runs the Postgres version that the variable POSTGRES names, by default 18", async ({ skip }) => {
  skip(!stack.controlUrl, "the stack is not of this run");
  const [{ version } = {}] = await sql`select current_setting('server_version_num')::int / 10000 as version`;
  expect(String(version)).toBe(process.env.POSTGRES || "18");
});

it("pg_trgm, which other applications use, has trigrams of letters outside ASCII", async () => {
  const found = await sql
    .begin(async (tx) => {
      await tx`create schema trigrams`;
      await tx`create extension pg_trgm schema trigrams`;
      for (const text of ["äö", "äöü", "жук", "漢字"]) {
        const [{ trigrams } = {}] = await tx`select trigrams.show_trgm(${text}) as trigrams`;
        expect({ text, trigrams: trigrams.length }).toEqual({ text, trigrams: text.length + 1 });
      }
      throw new Error("rollback");
    })
    .catch((error) => error.message);
  expect(found).toBe("rollback");
});

it("letters outside ASCII match whatever their case", async () => {
  const [row] = await sql`select 'ÄÖÜ ЖУК' ilike '%äöü жук%' as ilike, upper('äж') as upper`;
  expect(row).toEqual({ ilike: true, upper: "ÄЖ" });
});

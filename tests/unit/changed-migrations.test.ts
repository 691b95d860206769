import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changedMigrations } from "../../dev/embedded/changed-migrations";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "migrations-"));
  writeFileSync(join(folder, "1_tables.sql"), "-- The tables.\ncreate table a (id int);\ncreate table b (id int);\n");
  writeFileSync(join(folder, "2_more.sql"), "create table c (id int);\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const applied = [{ version: "1", statements: ["create table a (id int)", "-- Another.\ncreate table b\n  (id int)"] }];

test("a migration that reads as it was applied has not changed, whatever its comments say", () => {
  expect(changedMigrations(folder, applied)).toEqual([]);
});

test("a migration with another statement has", () => {
  writeFileSync(join(folder, "1_tables.sql"), "create table a (id int);\ncreate table b (id bigint);\n");
  expect(changedMigrations(folder, applied)).toEqual(["1_tables.sql"]);
});

test("one that was never applied is new, not changed", () => {
  expect(changedMigrations(folder, [])).toEqual([]);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { changedMigrations } from "../../dev/embedded/changed-migrations";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "migrations-"));
  writeFileSync(join(folder, "1_tables.sql"), "-- The tables.\ncreate table a (id int);\ncreate table b (id int);\n");
  writeFileSync(join(folder, "2_more.sql"), "create table c (id int);\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const applied = [{ version: "1", statements: ["create table a (id int)", "-- Another.\ncreate table b\n  (id int)"] }];

it("changedMigrations ignores comments and white space", () => {
  expect(changedMigrations(folder, applied)).toEqual([]);
});

it("changedMigrations names a migration whose statements have changed", () => {
  writeFileSync(join(folder, "1_tables.sql"), "create table a (id int);\ncreate table b (id bigint);\n");
  expect(changedMigrations(folder, applied)).toEqual(["1_tables.sql"]);
});

it("changedMigrations ignores migrations that were never applied", () => {
  expect(changedMigrations(folder, [])).toEqual([]);
});

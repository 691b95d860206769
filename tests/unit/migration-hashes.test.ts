import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const supabase = join(import.meta.dirname, "..", "..", "supabase");

it("no migration has changed since it was listed in supabase/migrations.sha256, and each is listed", () => {
  const listed = readFileSync(join(supabase, "migrations.sha256"), "utf8").trimEnd().split("\n");
  const found = readdirSync(join(supabase, "migrations"))
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => {
      const hash = createHash("sha256")
        .update(readFileSync(join(supabase, "migrations", name)))
        .digest("hex");
      return `${hash}  ${name}`;
    });
  expect(found, "A migration is never edited: add a new one (CONTRIBUTING.md, Migrations)").toEqual(listed);
});

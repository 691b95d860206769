import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Finds migrations that have changed since they were applied. Comments and white space are not compared.
 * @param folder holds the migrations, named <version>_<name>.sql
 * @param applied the rows of supabase_migrations.schema_migrations
 * @returns file names, the oldest first
 */
export function changedMigrations(
  folder: string,
  applied: readonly { version: string; statements: readonly string[] }[],
): string[] {
  const statements = new Map(applied.map((migration) => [migration.version, migration.statements.join(";")]));
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .filter((name) => {
      const before = statements.get(name.split("_")[0] ?? "");
      return before !== undefined && normalize(before) !== normalize(readFileSync(join(folder, name), "utf8"));
    });
}

/** Semicolons are dropped too: the recorded statements have none between them. */
function normalize(text: string): string {
  return text.replace(/--.*$/gm, "").replace(/[\s;]+/g, "");
}

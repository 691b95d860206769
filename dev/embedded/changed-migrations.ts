import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Which migrations read differently now than when they were applied, comments and white space aside.
 * @param folder of the migrations, named <version>_<name>.sql
 * @param applied what supabase_migrations.schema_migrations says
 * @returns names of files, the oldest first
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
      const was = statements.get(name.split("_")[0] ?? "");
      return was !== undefined && essence(was) !== essence(readFileSync(join(folder, name), "utf8"));
    });
}

/** The list of statements is without the semicolons between them. */
function essence(text: string): string {
  return text.replace(/--.*$/gm, "").replace(/[\s;]+/g, "");
}

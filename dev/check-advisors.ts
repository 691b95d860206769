import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { generateTypes } from "./embedded/generate-types.ts";
import { supabaseCli } from "./embedded/supabase-cli.ts";
import { projectDirectory } from "./project.ts";
import type { TestStack } from "./test-stack.ts";
import { UserError } from "./user-error.ts";

/** Supabase's own security and performance advisors must report nothing, of any level. */
export async function checkAdvisors(stack: TestStack): Promise<void> {
  const report = await supabaseCli(stack.dbUrl, ["db", "advisors", "--level=info", "--fail-on=info"]);
  if (report.trim() !== "") throw new UserError(`Supabase's advisors report:\n${report}`);
}

/** lib/supabase/database.types.ts must be what the migrations give. */
export async function checkGeneratedTypes(stack: TestStack): Promise<void> {
  const path = join(projectDirectory, "lib", "supabase", "database.types.ts");
  if ((await generateTypes(stack.dbUrl)) !== (await readFile(path, "utf8"))) {
    throw new UserError("lib/supabase/database.types.ts does not match the migrations. Run: npm run db:types");
  }
}

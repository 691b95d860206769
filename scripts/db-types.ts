// npm run db:types: generates lib/supabase/database.types.ts from the migrations, in a database of its own.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateTypes } from "../dev/embedded/generate-types.ts";
import { startTemporaryStack } from "../dev/embedded/temporary-stack.ts";
import { projectDirectory } from "../dev/project.ts";
import { supervise } from "../dev/supervise.ts";

await supervise(async ({ step }) => {
  const { stack } = await startTemporaryStack("types", { seed: false, onStep: step });
  step("Writing lib/supabase/database.types.ts");
  await writeFile(join(projectDirectory, "lib", "supabase", "database.types.ts"), await generateTypes(stack.dbUrl));
  return [];
});

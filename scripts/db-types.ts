// npm run db:types: the types of the schema as the migrations make it, whatever the database of npm start looks like.
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateTypes } from "../dev/embedded/generate-types.ts";
import { removeStack, startStack } from "../dev/embedded/stack.ts";
import { freePort } from "../dev/ports.ts";
import { projectDirectory } from "../dev/project.ts";
import { supervise } from "../dev/supervise.ts";

await supervise(async ({ step }) => {
  const directory = await mkdtemp(join(tmpdir(), "hydra-types-"));
  // Also after a failure: the exit is the one place that every end comes through.
  process.on("exit", () => removeStack(directory));
  const ports = { apiPort: await freePort(), dbPort: await freePort() };
  const stack = await startStack({ directory, ...ports, seed: false, onStep: step });
  step("Writing lib/supabase/database.types.ts");
  await writeFile(join(projectDirectory, "lib", "supabase", "database.types.ts"), await generateTypes(stack.dbUrl));
  await stack.stop();
  return [];
});

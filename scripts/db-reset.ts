// npm run db:reset: an embedded database as on the first start, with the migrations and demo data of now.
import { claimInstance } from "./embedded/claim-instance.ts";
import { removePostgresFiles } from "./embedded/postgres-files.ts";
import { startStack } from "./embedded/stack.ts";
import { readEnvironment } from "./environment.ts";
import { requireFreePorts } from "./ports.ts";
import { localDirectory } from "./project.ts";
import { supervise } from "./supervise.ts";

await supervise(async ({ step }) => {
  const { SUPABASE_API_PORT, SUPABASE_DB_PORT } = readEnvironment();
  await claimInstance(localDirectory);
  await requireFreePorts({ SUPABASE_API_PORT, SUPABASE_DB_PORT });
  step("Deleting the database");
  removePostgresFiles(localDirectory);
  const ports = { apiPort: SUPABASE_API_PORT, dbPort: SUPABASE_DB_PORT };
  const stack = await startStack({ directory: localDirectory, ...ports, seed: true, onStep: step });
  step("Stopping");
  await stack.stop();
  return [];
});

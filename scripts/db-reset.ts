// npm run db:reset: an embedded database as on the first start, with the migrations and demo data of now.
import { acquireInstanceLock } from "../dev/embedded/instance-lock.ts";
import { removePostgresFiles } from "../dev/embedded/postgres-files.ts";
import { startStack } from "../dev/embedded/stack.ts";
import { readEnvironment } from "../dev/environment.ts";
import { requireFreePorts } from "../dev/ports.ts";
import { localDirectory } from "../dev/project.ts";
import { supervise } from "../dev/supervise.ts";

await supervise(async ({ step }) => {
  const { SUPABASE_API_PORT, SUPABASE_DB_PORT } = readEnvironment();
  await acquireInstanceLock(localDirectory);
  await requireFreePorts({ SUPABASE_API_PORT, SUPABASE_DB_PORT });
  step("Deleting the database");
  removePostgresFiles(localDirectory);
  const ports = { apiPort: SUPABASE_API_PORT, dbPort: SUPABASE_DB_PORT };
  const stack = await startStack({ directory: localDirectory, ...ports, seed: true, onStep: step });
  step("Stopping");
  await stack.stop();
  return [];
});

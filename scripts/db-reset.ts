// npm run db:reset: deletes the embedded database and creates it again from the migrations and the demo data.
import { acquireInstanceLock } from "../dev/embedded/instance-lock.ts";
import { removePostgresFiles } from "../dev/embedded/postgres-files.ts";
import { startStack } from "../dev/embedded/stack.ts";
import { readEnvironment } from "../dev/environment.ts";
import { requireFreePorts } from "../dev/ports.ts";
import { localDirectory } from "../dev/project.ts";
import { supervise } from "../dev/supervise.ts";

await supervise(async ({ step }) => {
  const { SUPABASE_API_PORT, SUPABASE_DB_PORT, POSTGRES } = readEnvironment();
  await acquireInstanceLock(localDirectory);
  await requireFreePorts({ SUPABASE_API_PORT, SUPABASE_DB_PORT });
  step("Deleting the database");
  removePostgresFiles(localDirectory, [POSTGRES]);
  const ports = { apiPort: SUPABASE_API_PORT, dbPort: SUPABASE_DB_PORT };
  await startStack({ directory: localDirectory, postgres: POSTGRES, ...ports, seed: true, onStep: step });
  step("Stopping");
  return [];
});

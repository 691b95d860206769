import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import { readPostgresVersion } from "./postgres-versions.ts";
import { removeStack, type Stack, startStack } from "./stack.ts";

export type TemporaryStack = { directory: string; stack: Stack };

/**
 * Starts an embedded Supabase on free ports in a temporary directory, which is deleted when this process exits. The variable
 * POSTGRES chooses the version of its Postgres.
 * @param purpose a word for the directory's name
 */
export async function startTemporaryStack(
  purpose: string,
  options: { seed: boolean; onStep(text: string): void },
): Promise<TemporaryStack> {
  const postgres = readPostgresVersion();
  const directory = await mkdtemp(join(tmpdir(), `hydra-${purpose}-`));
  // On exit, so that it is also deleted after a failure.
  process.on("exit", () => removeStack(directory));
  const stack = await startStack({
    directory,
    postgres,
    apiPort: await getPort(),
    dbPort: await getPort(),
    ...options,
  });
  return { directory, stack };
}

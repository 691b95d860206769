import { join } from "node:path";
import getPort from "get-port";
import postgres from "postgres";
import type { Stack } from "../dev/embedded/stack.ts";
import { startTemporaryStack } from "../dev/embedded/temporary-stack.ts";
import { buildApp, startApp } from "../dev/next.ts";

export type RunningApp = { url: string; pid: number; stop(): Promise<void> };

/** A temporary stack and the built app. */
export type BenchApp = {
  stack: Stack;
  /** The database itself, as its superuser. */
  sql: postgres.Sql;
  /** Temporary files may be written here. */
  directory: string;
  /** Starts a new server: memory that an earlier export left behind would hide what the next one takes. */
  start(): Promise<RunningApp>;
};

/** Starts a temporary stack and builds the app. Both are stopped and deleted when the script ends. */
export async function openBenchApp(onStep: (text: string) => void): Promise<BenchApp> {
  const { directory, stack } = await startTemporaryStack("bench", { seed: true, onStep });
  const variables = {
    SUPABASE_URL: stack.url,
    SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
    EXPORT_SIGNING_KEY: stack.signingKey,
    // The build of the tests, which is made again when the sources change.
    NEXT_DIST_DIR: ".next-test",
  };
  await buildApp(variables, onStep);
  return {
    stack,
    sql: postgres(stack.dbUrl, { max: 1, onnotice: () => undefined, connection: { TimeZone: "UTC" } }),
    directory,
    async start() {
      const port = await getPort();
      const log = join(directory, "app.log");
      const server = await startApp({ mode: "start", port, host: "127.0.0.1", variables, directory, log });
      if (server.pid === undefined) throw new Error("The app has stopped.");
      return { url: `http://127.0.0.1:${port}`, pid: server.pid, stop: server.stop };
    },
  };
}

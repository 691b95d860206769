import { join } from "node:path";
import getPort from "get-port";
import postgres from "postgres";
import { type Stack, startStack } from "../dev/embedded/stack.ts";
import { buildApp, startApp } from "../dev/next.ts";
import { readPidFile } from "../dev/processes/pid-files.ts";

export type RunningApp = { url: string; pid: number; stop(): Promise<void> };

export type Site = {
  stack: Stack;
  /** The database itself, as its superuser. */
  sql: postgres.Sql;
  /** A fresh app server: memory that an earlier export left behind would hide what the next one takes. */
  startApp(): Promise<RunningApp>;
};

/** A stack of the bench's own with the built app ready to be started in front of it; the script's end stops all of it. */
export async function openSite(directory: string, onStep: (text: string) => void): Promise<Site> {
  const ports = { apiPort: await getPort(), dbPort: await getPort() };
  const stack = await startStack({ directory, ...ports, seed: true, onStep });
  const variables = {
    SUPABASE_URL: stack.url,
    SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
    // The build of the tests: it is made anew whenever the sources change.
    NEXT_DIST_DIR: ".next-test",
  };
  await buildApp(variables, onStep);
  return {
    stack,
    sql: postgres(stack.dbUrl, { max: 1, onnotice: () => undefined, connection: { TimeZone: "UTC" } }),
    async startApp() {
      const port = await getPort();
      const log = join(directory, "app.log");
      const server = await startApp({ mode: "start", port, host: "127.0.0.1", variables, directory, log });
      const pid = readPidFile(directory, "Next");
      if (pid === undefined) throw new Error("The app has stopped.");
      return { url: `http://127.0.0.1:${port}`, pid, stop: server.stop };
    },
  };
}

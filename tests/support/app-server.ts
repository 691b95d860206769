import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import { stack } from "./stack";

/** Another server of the built app, for tests that do something to it. */
export type AppServer = {
  url: string;
  process: ChildProcess;
  /** The log lines it has written, parsed. */
  logged(): Record<string, unknown>[];
  /** Resolves with its exit code when it has ended. */
  exited: Promise<number | null>;
};

/**
 * Starts one and waits until it answers; whoever starts it ends it.
 * @param variables what its environment has that the first server's has not, such as another SUPABASE_URL
 */
export async function startAppServer(variables: Record<string, string> = {}): Promise<AppServer> {
  const port = await getPort();
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "--port", String(port)], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_DIST_DIR: ".next-test",
      SUPABASE_URL: stack.supabaseUrl,
      SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
      ...variables,
    },
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  for (let tries = 0; tries < 200 && !output.includes("Ready"); tries++) await sleep(100);
  const lines = () => errors.split("\n").filter((line) => line.startsWith("{"));
  return {
    url: `http://127.0.0.1:${port}`,
    process: child,
    logged: () => lines().map((line) => JSON.parse(line)),
    exited,
  };
}

import { type ChildProcess, spawn } from "node:child_process";
import getPort from "get-port";
import { stack } from "./stack";

/** A second server of the built app, for tests that stop it, kill it or configure it differently. */
export type AppServer = {
  url: string;
  process: ChildProcess;
  /** The log lines it has written, parsed. */
  logged(): Record<string, unknown>[];
  /** Resolves with its exit code. */
  exited: Promise<number | null>;
};

/**
 * Starts a server of the built app and waits until it is ready. The caller stops it.
 * @param variables added to its environment, such as another SUPABASE_URL
 * @throws when it exits before it is ready, with what it wrote to standard error
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
      EXPORT_SIGNING_KEY: stack.signingKey,
      ...variables,
    },
  });
  let output = "";
  let errors = "";
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (text) => {
      output += text;
      if (output.includes("Ready")) resolve();
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The app server exited with ${code}: ${errors}`)));
  });
  const lines = () => errors.split("\n").filter((line) => line.startsWith("{"));
  return {
    url: `http://127.0.0.1:${port}`,
    process: child,
    logged: () => lines().map((line) => JSON.parse(line)),
    exited,
  };
}

import { join } from "node:path";
import getPort from "get-port";
import type { Stack } from "./embedded/stack.ts";
import type { TemporaryStack } from "./embedded/temporary-stack.ts";
import { startApp } from "./next.ts";

/** Built beside the app that npm start serves. */
export const testBuildDirectory = ".next-test";

/** A temporary stack, and a server of the built app in front of it. */
export type TestedApp = {
  stack: Stack;
  /** What the tests read: tests/support/stack.ts. */
  env: { TEST_STACK: string };
};

/** The app's variables for a stack. */
export function appVariables(stack: Stack): Record<string, string> {
  return {
    SUPABASE_URL: stack.url,
    SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
    EXPORT_SIGNING_KEY: stack.signingKey,
    NEXT_DIST_DIR: testBuildDirectory,
  };
}

/** Starts a server of the built app in front of a stack. */
export async function startTestedApp({ stack, directory }: TemporaryStack): Promise<TestedApp> {
  const port = await getPort();
  const variables = appVariables(stack);
  await startApp({ mode: "start", port, host: "127.0.0.1", variables, directory, log: join(directory, "app.log") });
  const { url: supabaseUrl, publishableKey, secretKey, signingKey, dbUrl } = stack;
  const appUrl = `http://127.0.0.1:${port}`;
  const keys = { publishableKey, secretKey, signingKey };
  return {
    stack,
    env: { TEST_STACK: JSON.stringify({ appUrl, supabaseUrl, ...keys, dbUrl, directory, runner: process.pid }) },
  };
}

import { join } from "node:path";
import getPort from "get-port";
import { startApp } from "./next.ts";
import type { TestStack } from "./test-stack.ts";

/** Built beside the app that npm start serves. */
export const testBuildDirectory = ".next-test";

/** A stack, and a server of the built app in front of it. */
export type TestedApp = {
  stack: TestStack;
  /** What the tests read: tests/support/stack.ts. */
  env: { TEST_STACK: string };
};

/** The app's variables for a stack. */
export function appVariables(stack: TestStack): Record<string, string> {
  return {
    SUPABASE_URL: stack.url,
    SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
    EXPORT_SIGNING_KEY: stack.signingKey,
    NEXT_DIST_DIR: testBuildDirectory,
  };
}

/** Starts a server of the built app in front of a stack. */
export async function startTestedApp(stack: TestStack): Promise<TestedApp> {
  const port = await getPort();
  const variables = appVariables(stack);
  const { url: supabaseUrl, directory, ...keys } = stack;
  await startApp({ mode: "start", port, host: "127.0.0.1", variables, directory, log: join(directory, "app.log") });
  const appUrl = `http://127.0.0.1:${port}`;
  return { stack, env: { TEST_STACK: JSON.stringify({ appUrl, supabaseUrl, logDirectory: directory, ...keys }) } };
}

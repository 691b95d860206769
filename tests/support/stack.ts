import postgres from "postgres";

/** Where the stack under test answers; dev/tested-app.ts starts it and describes it in TEST_STACK. */
export type TestStack = {
  appUrl: string;
  supabaseUrl: string;
  publishableKey: string;
  secretKey: string;
  /** The app's EXPORT_SIGNING_KEY. */
  signingKey: string;
  dbUrl: string;
  /** The stack's own files: logs, keys and process ids. */
  directory: string;
  /** Process id of scripts/test.ts, which restarts Postgres on SIGUSR2. */
  runner: number;
};

if (!process.env.TEST_STACK) throw new Error("TEST_STACK is not set: run these tests through `npm test`.");

export const stack: TestStack = JSON.parse(process.env.TEST_STACK);

/** The database as its superuser: tests compare exports with it. */
export const sql = postgres(stack.dbUrl, { max: 3, onnotice: () => {}, connection: { TimeZone: "UTC" } });

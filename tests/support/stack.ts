import postgres from "postgres";

/** Where the stack under test answers; dev/tested-app.ts starts it and describes it in TEST_STACK. */
export type TestStack = {
  appUrl: string;
  supabaseUrl: string;
  publishableKey: string;
  secretKey: string;
  /** The app's EXPORT_SIGNING_KEY. */
  signingKey: string;
  /** As a superuser. */
  dbUrl: string;
  /** What sessions are signed with; undefined where tests cannot sign one. */
  jwtSecret?: string;
  /** Restarts parts of the stack (dev/stack-control.ts); undefined where it is not the runner's own. */
  controlUrl?: string;
  /** The logs of what the runner has started. */
  logDirectory: string;
};

if (!process.env.TEST_STACK) throw new Error("TEST_STACK is not set: run these tests through `npm test`.");

export const stack: TestStack = JSON.parse(process.env.TEST_STACK);

/** The database as its superuser: tests compare exports with it. */
export const sql = postgres(stack.dbUrl, { max: 3, onnotice: () => {}, connection: { TimeZone: "UTC" } });

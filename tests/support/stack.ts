import postgres from "postgres";

/** Where the stack under test answers; dev/run-tests.ts starts it and describes it in TEST_STACK. */
export type TestStack = {
  appUrl: string;
  supabaseUrl: string;
  publishableKey: string;
  secretKey: string;
  dbUrl: string;
  /** What the stack keeps of itself: logs, and the numbers of its processes. */
  directory: string;
  /** The process that started it all: on SIGUSR2 it restarts Postgres. */
  runner: number;
};

if (!process.env.TEST_STACK) throw new Error("TEST_STACK is not set: run these tests through `npm test`.");

export const stack: TestStack = JSON.parse(process.env.TEST_STACK);

/** The database itself, as its superuser: what tests compare exports with. */
export const sql = postgres(stack.dbUrl, { max: 3, onnotice: () => {}, connection: { TimeZone: "UTC" } });

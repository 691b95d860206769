import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { makePrivateKey } from "../lib/receipts/key-format.ts";
import { startTemporaryStack } from "./embedded/temporary-stack.ts";
import { startStackControl } from "./stack-control.ts";
import { UserError } from "./user-error.ts";

/** The Supabase that tests run against. */
export type TestStack = {
  url: string;
  publishableKey: string;
  secretKey: string;
  signingKey: string;
  /** As a superuser. */
  dbUrl: string;
  /** What sessions are signed with; undefined where tests cannot sign one. */
  jwtSecret?: string;
  /** See startStackControl; undefined where tests cannot restart the stack. */
  controlUrl?: string;
  /** For the logs of what the tests start. */
  directory: string;
};

const url = z.url({ protocol: /^https?$/, error: "must be the address of a Supabase API" });
const schema = z.object({
  TEST_SUPABASE_URL: url,
  TEST_SUPABASE_PUBLISHABLE_KEY: z.string({ error: "is missing" }),
  TEST_SUPABASE_SECRET_KEY: z.string({ error: "is missing" }),
  TEST_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be the database's address, as a superuser" }),
  TEST_JWT_SECRET: z.string().optional(),
});

/**
 * The Supabase that TEST_SUPABASE_URL and its companions name, with the migrations and seed.sql; else a temporary embedded one.
 * @throws UserError naming the variables that are missing or invalid
 */
export async function openTestStack(onStep: (text: string) => void): Promise<TestStack> {
  if (!process.env.TEST_SUPABASE_URL) {
    const { directory, stack } = await startTemporaryStack("test", { seed: true, onStep });
    const { url, publishableKey, secretKey, signingKey, dbUrl, jwtSecret } = stack;
    const controlUrl = await startStackControl(stack);
    return { url, publishableKey, secretKey, signingKey, dbUrl, jwtSecret, controlUrl, directory };
  }
  const { data, error } = schema.safeParse(process.env);
  if (!data) throw new UserError(error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"));
  const directory = mkdtempSync(join(tmpdir(), "hydra-test-"));
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  return {
    url: data.TEST_SUPABASE_URL,
    publishableKey: data.TEST_SUPABASE_PUBLISHABLE_KEY,
    secretKey: data.TEST_SUPABASE_SECRET_KEY,
    signingKey: makePrivateKey(),
    dbUrl: data.TEST_DATABASE_URL,
    jwtSecret: data.TEST_JWT_SECRET,
    directory,
  };
}

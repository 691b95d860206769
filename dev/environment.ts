import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { privateKeyPattern } from "../lib/receipts/key-patterns.ts";
import { isSecretKey } from "../lib/supabase/secret-key.ts";
import { postgresVersion } from "./embedded/postgres-versions.ts";
import { projectDirectory } from "./project.ts";
import { UserError } from "./user-error.ts";

const port = (defaultPort: number) =>
  z.coerce
    .number("must be a port number")
    .int("must be a port number")
    .min(1, "must be a port number")
    .max(65535, "must be a port number")
    .default(defaultPort);

/** The variables that name a Supabase project. */
export const supabaseVariables = {
  SUPABASE_URL: z.url({ protocol: /^https?$/, error: "must be an address such as https://xyz.supabase.co" }).optional(),
  SUPABASE_PUBLISHABLE_KEY: z
    .string()
    // What a header cannot hold, such as the dots of a shortened key.
    .regex(/^[\x21-\x7e]+$/, "must be the whole publishable key, as the dashboard copies it")
    .refine((key) => !isSecretKey(key), "is a secret key; set the publishable key instead")
    .optional(),
};

const schema = z.object({
  PORT: port(3000),
  SUPABASE_API_PORT: port(54321),
  SUPABASE_DB_PORT: port(54322),
  POSTGRES: postgresVersion,
  ...supabaseVariables,
  EXPORT_SIGNING_KEY: z
    .string()
    .regex(privateKeyPattern, "must be an Ed25519 private key in PKCS #8, base64. Make one: npm run make-signing-key")
    .optional(),
});

export type Environment = z.infer<typeof schema>;

/** The variables of the environment and of .env.local; the environment wins. */
export function readVariables(): Record<string, string | undefined> {
  const file = join(projectDirectory, ".env.local");
  const local = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  const all = Object.entries({ ...local, ...process.env });
  // `NAME=` in a file means that the variable is not set.
  return Object.fromEntries(all.filter(([, value]) => value !== ""));
}

/**
 * Reads the scripts' variables from the environment and from .env.local; the environment wins.
 * @throws UserError naming every variable that is invalid or missing
 */
export function readEnvironment(): Environment {
  const given = readVariables();
  const result = schema.safeParse(given);
  const problems = [
    ...(result.error?.issues ?? []).map((issue) => `${issue.path.join(".")} ${issue.message}`),
    ...missingVariable(given),
    ...duplicatePorts(result.data),
  ];
  if (result.success && problems.length === 0) return result.data;
  throw new UserError(`Invalid environment variables (.env.example describes them):\n  ${problems.join("\n  ")}`);
}

function missingVariable(given: Record<string, string | undefined>) {
  const names = ["SUPABASE_URL", "SUPABASE_PUBLISHABLE_KEY"];
  const missing = names.filter((name) => given[name] === undefined);
  if (missing.length === 2) return [];
  if (missing.length === 1) {
    return [`${missing[0]} is missing, while ${names.find((name) => name !== missing[0])} is set`];
  }
  // The embedded stack has a key of its own.
  const unsigned = given.EXPORT_SIGNING_KEY === undefined;
  return unsigned ? ["EXPORT_SIGNING_KEY is missing. Make one: npm run make-signing-key"] : [];
}

function duplicatePorts(environment: Environment | undefined) {
  const names = ["PORT", "SUPABASE_API_PORT", "SUPABASE_DB_PORT"] as const;
  return names.flatMap((name, index) => {
    const same = names.slice(0, index).find((earlier) => environment?.[earlier] === environment?.[name]);
    return environment && same ? [`${name} must differ from ${same}`] : [];
  });
}

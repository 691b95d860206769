import { z } from "zod";
import { UserError } from "../user-error.ts";

/**
 * The major versions that the embedded stack runs on, those of Supabase's projects and the next. The npm packages of 15 to 17
 * are downloaded when one is asked for, in exactly these versions; 18 is installed with the other dependencies.
 */
export const postgresPackages = {
  15: "15.18.0-beta.17",
  16: "16.14.0-beta.17",
  17: "17.10.0-beta.17",
  18: "installed",
} as const;

export const postgresVersion = z
  .literal(["15", "16", "17", "18"], "must be 15, 16, 17 or 18")
  .default("18")
  .transform((version) => Number(version) as PostgresVersion);

export type PostgresVersion = keyof typeof postgresPackages;

export const postgresVersions: readonly PostgresVersion[] = [15, 16, 17, 18];

/**
 * Reads the variable POSTGRES, for scripts that need no other variable.
 * @throws UserError when it is no version that the embedded stack runs on
 */
export function readPostgresVersion(): PostgresVersion {
  const { data, error } = postgresVersion.safeParse(process.env.POSTGRES || undefined);
  if (error) throw new UserError(`POSTGRES ${error.issues[0]?.message}.`);
  return data;
}

/**
 * How initdb sets up text of a version. All of them compare the same on every machine.
 *
 * 15 and 16: ICU, with the locale of Supabase's own images. 17 and 18: Postgres's own C.UTF-8, which older versions lack; so the
 * tests run with a linguistic order and with a binary one.
 */
export const localeProvider: Record<PostgresVersion, string[]> = {
  15: ["--locale-provider=icu", "--icu-locale=en-US"],
  16: ["--locale-provider=icu", "--icu-locale=en-US"],
  17: ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
  18: ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
};

/**
 * Candidates for LC_CTYPE, the first that the machine has: Linux, macOS, others. Whatever the provider, pg_trgm and full-text
 * search ask it which characters are letters. Under C only ASCII letters are, and a search for "äö" reads the whole table.
 */
export const characterTypes = ["C.UTF-8", "en_US.UTF-8", "C"];

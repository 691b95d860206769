import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makePrivateKey, publicKeyOf } from "@/lib/receipts/key-format";

const names = [
  "SUPABASE_URL",
  "SUPABASE_PUBLISHABLE_KEY",
  "EXPORT_SIGNING_KEY",
  "EXPORT_VERIFICATION_KEYS",
  "DRAIN_SECONDS",
  "EXPORT_DEADLINE_SECONDS",
  "TRUSTED_PROXIES",
  "SIGN_IN_SECRET",
  "LOG_LEVEL",
];

/** Reads the settings from these variables only, in a new copy of the module: it caches them. */
async function readEnv(variables: Record<string, string>) {
  for (const name of names) vi.stubEnv(name, variables[name]);
  const { env } = await import("@/lib/env");
  return env();
}

const required = {
  SUPABASE_URL: "https://xyz.supabase.co",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_x",
  EXPORT_SIGNING_KEY: makePrivateKey(),
};

beforeEach(() => void vi.resetModules());
afterEach(() => void vi.unstubAllEnvs());

it("the environment needs the two Supabase variables and the signing key, and has defaults for the others", async () => {
  expect(await readEnv(required)).toEqual({
    ...required,
    EXPORT_VERIFICATION_KEYS: [],
    DRAIN_SECONDS: 8,
    EXPORT_DEADLINE_SECONDS: Number.POSITIVE_INFINITY,
    TRUSTED_PROXIES: 0,
    TRUSTED_PROXY_HEADER: "x-forwarded-for",
    SIGN_IN_SECRET: undefined,
    LOG_LEVEL: "info",
  });
});

it("the address of the Supabase API may end with a slash", async () => {
  const { SUPABASE_URL } = await readEnv({ ...required, SUPABASE_URL: "https://xyz.supabase.co/" });
  expect(SUPABASE_URL).toBe("https://xyz.supabase.co");
});

it("a publishable key that was copied shortened is rejected by its name", async () => {
  const shortened = { ...required, SUPABASE_PUBLISHABLE_KEY: "sb_publishable_AbC…" };
  await expect(readEnv(shortened)).rejects.toThrow(/SUPABASE_PUBLISHABLE_KEY must be the whole publishable key/);
});

it("an empty environment variable counts as not set", async () => {
  const empty = {
    DRAIN_SECONDS: "",
    EXPORT_DEADLINE_SECONDS: "",
    TRUSTED_PROXIES: "",
    SIGN_IN_SECRET: "",
    LOG_LEVEL: "",
  };
  expect(await readEnv({ ...required, ...empty })).toMatchObject({ DRAIN_SECONDS: 8, LOG_LEVEL: "info" });
});

it("numbers in the environment are parsed", async () => {
  expect(
    await readEnv({ ...required, DRAIN_SECONDS: "0", EXPORT_DEADLINE_SECONDS: "290", TRUSTED_PROXIES: "2" }),
  ).toMatchObject({ DRAIN_SECONDS: 0, EXPORT_DEADLINE_SECONDS: 290, TRUSTED_PROXIES: 2 });
});

it("without a signing key, the error says how to make one", async () => {
  await expect(readEnv({ ...required, EXPORT_SIGNING_KEY: "" })).rejects.toThrow(
    "EXPORT_SIGNING_KEY is missing: the server signs receipts with it. Make one: npm run make-signing-key",
  );
});

it("public keys of earlier signing keys are a list, separated by commas or white space", async () => {
  const earlier = [1, 2, 3].map(() => publicKeyOf(makePrivateKey()));
  const [first, second, third] = earlier;
  const listed = await readEnv({ ...required, EXPORT_VERIFICATION_KEYS: ` ${first},${second}\n${third} ` });
  expect(listed.EXPORT_VERIFICATION_KEYS).toEqual(earlier);
});

it("the error names every missing or invalid variable and no value", async () => {
  const invalid = {
    SUPABASE_URL: "ftp://hidden",
    SUPABASE_PUBLISHABLE_KEY: "sb_secret_hidden",
    EXPORT_SIGNING_KEY: "hidden",
    EXPORT_VERIFICATION_KEYS: "hidden, hidden",
    DRAIN_SECONDS: "-1hidden",
    EXPORT_DEADLINE_SECONDS: "1.5hidden",
    TRUSTED_PROXIES: "hidden",
    SIGN_IN_SECRET: "hidden",
    LOG_LEVEL: "hidden",
  };
  const error = await readEnv(invalid).catch((thrown: Error) => thrown);
  for (const name of names) expect((error as Error).message).toMatch(new RegExp(`  ${name}[ .]`));
  expect((error as Error).message).not.toContain("hidden");
  await expect(readEnv({})).rejects.toThrow(/SUPABASE_URL must be .*\n {2}SUPABASE_PUBLISHABLE_KEY must be /);
});

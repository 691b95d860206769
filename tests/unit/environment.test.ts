import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makePrivateKey } from "@/lib/receipts/key-format";
import { readEnvironment } from "../../dev/environment";

beforeEach(() => {
  for (const name of ["PORT", "SUPABASE_API_PORT", "SUPABASE_DB_PORT"]) vi.stubEnv(name, "");
  vi.stubEnv("SUPABASE_URL", "https://xyz.supabase.co");
  vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", "sb_publishable_x");
});
afterEach(() => void vi.unstubAllEnvs());

it("npm start with a project of one's own needs a signing key, and says how to make one", () => {
  vi.stubEnv("EXPORT_SIGNING_KEY", "");
  expect(() => readEnvironment()).toThrow("EXPORT_SIGNING_KEY is missing. Make one: npm run make-signing-key");
  vi.stubEnv("EXPORT_SIGNING_KEY", "not a key");
  expect(() => readEnvironment()).toThrow(/EXPORT_SIGNING_KEY must be an Ed25519 private key/);
  const key = makePrivateKey();
  vi.stubEnv("EXPORT_SIGNING_KEY", key);
  expect(readEnvironment().EXPORT_SIGNING_KEY).toBe(key);
});

it("npm start with the embedded stack needs no signing key", () => {
  for (const name of ["SUPABASE_URL", "SUPABASE_PUBLISHABLE_KEY", "EXPORT_SIGNING_KEY"]) vi.stubEnv(name, "");
  expect(readEnvironment().EXPORT_SIGNING_KEY).toBeUndefined();
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { sendSignInForm } from "../support/sign-in-form";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";

const password = "hydra-demo";

/** Values that must not appear in files, logs or errors, by name; among them the session of a user who signs in and exports. */
const secrets: Record<string, string> = {
  "the secret key": stack.secretKey,
  ...(stack.jwtSecret ? { "the JWT secret": stack.jwtSecret } : {}),
  "the signing key": stack.signingKey,
  "the database's address": stack.dbUrl,
  "the database's password": "postgres:postgres@",
  "the publishable key": stack.publishableKey,
};

beforeAll(async () => {
  const admin = await TestUser.signedIn("admin@acme.test");
  const [, session] = /base64-([\w-]{40})/.exec(admin.cookie) ?? [];
  if (!session) throw new Error("The session cookie has changed its form.");
  secrets["a session"] = session;
  await sendSignInForm("admin@acme.test", password);
  await sendSignInForm("admin@acme.test", "a-wrong-password-of-this-test");
  secrets["a wrong password"] = "a-wrong-password-of-this-test";
  const { response } = await admin.download({ workspace: "acme", kind: "contacts", format: "csv" });
  await response.arrayBuffer();
});
afterEach(() => void vi.unstubAllEnvs());
afterAll(async () => {
  await sql`delete from private.sign_in_attempts`;
  await sql.end();
});

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

function expectNone(text: string, where: string) {
  for (const [name, secret] of Object.entries(secrets))
    expect(text.includes(secret), `${name} in ${where}`).toBe(false);
}

it("the files sent to browsers contain no secret and no server-only name", () => {
  const build = process.env.NEXT_DIST_DIR ?? ".next-test";
  const files = filesOf(join(build, "static"));
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    expectNone(text, file);
    expect(text, file).not.toMatch(
      /SUPABASE_URL|SUPABASE_PUBLISHABLE_KEY|EXPORT_SIGNING_KEY|SIGN_IN_SECRET|x-export-token|sb_secret_|service_role/,
    );
    // Next writes an empty source map for a worker.
    if (file.endsWith(".map")) expect(JSON.parse(text), file).toMatchObject({ sources: [], sections: [] });
  }
});

it("the log files contain no secret, session or password", () => {
  const logs = filesOf(stack.logDirectory).filter((file) => file.endsWith(".log"));
  expect(logs.map((file) => file.split("/").at(-1))).toContain("app.log");
  for (const file of logs) expectNone(readFileSync(file, "utf8"), file);
});

describe("the error response to", () => {
  const errors: Record<string, () => Promise<Response>> = {
    "malformed JSON": async () =>
      (await TestUser.signedIn("admin@acme.test")).fetch("/api/exports", {
        method: "POST",
        body: "{",
        headers: { "content-type": "application/json" },
      }),
    "no session": () => fetch(`${stack.appUrl}/api/exports/x/file`),
    "a malformed session": () =>
      fetch(`${stack.appUrl}/api/exports/running?workspace=acme`, {
        headers: {
          cookie: `sb-127-auth-token=base64-${Buffer.from('{"access_token":"x.y.z"}').toString("base64url")}`,
        },
      }),
    "a path that is not UTF-8": () => fetch(`${stack.appUrl}/api/%ff`),
    "a malformed server action": () =>
      fetch(`${stack.appUrl}/login`, {
        method: "POST",
        headers: { "next-action": "x", "content-type": "text/plain" },
        body: "{",
      }),
    "a missing page": () => fetch(`${stack.appUrl}/login/nothing`),
    "a missing file": () => fetch(`${stack.appUrl}/_next/static/../../package.json`),
  };

  it.each(Object.entries(errors))("%s contains no secret, stack trace or internal name", async (name, send) => {
    const response = await send();
    const text = JSON.stringify([...response.headers]) + (await response.text());
    expectNone(text, name);
    expect(text).not.toMatch(/\n\s+at |node_modules|\/\.next|file:\/\/|postgres|supabase/i);
  });
});

it("the app serves no file of the project", async () => {
  for (const path of [
    "/.env",
    "/.env.local",
    "/package.json",
    "/.git/config",
    "/supabase/config.toml",
    "/.next/BUILD_ID",
    "/%2e%2e/package.json",
  ]) {
    const response = await (await TestUser.signedIn("owner@globex.test")).fetch(path);
    expect([307, 308, 400, 404], path).toContain(response.status);
  }
});

it.each([
  ["a secret key", "sb_secret_x"],
  // What a project with JWTs for keys calls service_role: {"iss":"supabase","role":"service_role"}.
  ["the service role's JWT", "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJvbGUiOiJzZXJ2aWNlX3JvbGUifQ.x"],
])("the app and its scripts refuse to start with %s instead of the publishable key", async (_name, key) => {
  const { readEnvironment } = await import("../../dev/environment");
  const { env } = await import("@/lib/env");
  vi.stubEnv("SUPABASE_URL", "https://x.supabase.co");
  vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", key);
  vi.stubEnv("EXPORT_SIGNING_KEY", stack.signingKey);
  expect(() => readEnvironment()).toThrow(/is a secret key/);
  expect(() => env()).toThrow(/is a secret key/);
});

import { generateKeyPair } from "jose";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type AppServer, startAppServer } from "../support/app-server";
import { Es256Sessions } from "../support/es256-sessions";
import { Gateway } from "../support/gateway";
import { sendSignInForm } from "../support/sign-in-form";
import { sql, stack } from "../support/stack";
import { makeWorkspace } from "../support/workspace";

// Sessions signed with ES256, as hosted projects sign them: the app verifies them with the project's public keys.

const sessions = new Es256Sessions();
const gateway = new Gateway(stack.supabaseUrl);
gateway.rule = sessions.rule;
let server: AppServer;

beforeAll(async () => {
  await sessions.rotate();
  server = await startAppServer({ SUPABASE_URL: await gateway.start() });
});
afterEach(() => {
  sessions.keysAnswer = undefined;
});
afterAll(async () => {
  server.process.kill("SIGKILL");
  gateway.stop();
  await sql`delete from private.sign_in_attempts`;
  await sql.end();
});

type Session = { access_token: string; refresh_token: string; expires_at: number };

/** Signs in by the form. @returns the cookies' session */
async function signIn(): Promise<Session> {
  const { status, cookies } = await sendSignInForm("admin@acme.test", "hydra-demo", {}, server.url);
  expect(status).toBe(303);
  return sessionOf(cookies);
}

/** The session in Set-Cookie headers; large ones are in several cookies, named .0, .1, … */
function sessionOf(cookies: string[]): Session {
  const values = cookies
    .map((cookie) => /^sb-127-auth-token(?:\.(\d+))?=([^;]+)/.exec(cookie))
    .filter((match) => match !== null);
  const text = values
    .sort((a, b) => Number(a[1] ?? 0) - Number(b[1] ?? 0))
    .map(([, , value]) => value)
    .join("");
  return JSON.parse(Buffer.from(text.replace(/^base64-/, ""), "base64url").toString());
}

const open = (session: object, path = "/acme/contacts") =>
  fetch(server.url + path, {
    redirect: "manual",
    headers: { cookie: `sb-127-auth-token=base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}` },
  });

it("a session signed with ES256 opens pages, and Auth is not asked about its user", async () => {
  const session = await signIn();
  sessions.userRequests = 0;
  const response = await open(session);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("Contacts");
  expect(sessions.userRequests).toBe(0);
});

it("an admin exports with it", async () => {
  const { slug } = await makeWorkspace("sign-in-keys");
  const session = await signIn();
  const cookie = `sb-127-auth-token=base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`;
  const created = await fetch(`${server.url}/api/exports`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ workspace: slug, kind: "audit_log", format: "json" }),
  });
  expect(created.status).toBe(201);
  const { file } = (await created.json()) as { file: string };
  const response = await fetch(new URL(file, server.url), { headers: { cookie } });
  expect(response.status).toBe(200);
  expect(JSON.parse(await response.text()).length).toBeGreaterThan(0);
});

it("the public keys are asked for once, not for each page", async () => {
  const session = await signIn();
  await open(session);
  sessions.keyRequests = 0;
  for (let page = 0; page < 5; page++) expect((await open(session)).status).toBe(200);
  expect(sessions.keyRequests).toBe(0);
});

it("a session signed with a key that is new opens pages: the public keys are asked for again", async () => {
  await sessions.rotate();
  expect((await open(await signIn())).status).toBe(200);
});

it("a session whose access token has expired is refreshed, and its cookie replaced", async () => {
  const session = await signIn();
  const access_token = await sessions.resign(session.access_token, { seconds: -60 });
  const response = await open({ ...session, access_token, expires_at: Math.floor(Date.now() / 1000) - 60 });
  expect(response.status).toBe(200);
  const refreshed = sessionOf(response.headers.getSetCookie());
  expect(refreshed.access_token).not.toBe(access_token);
  expect(refreshed.expires_at).toBeGreaterThan(Date.now() / 1000 + 3000);
  expect((await open(refreshed)).status).toBe(200);
});

const forgeries: Record<string, (session: Session) => Promise<string>> = {
  "signed with another key of the same name": async ({ access_token }) =>
    sessions.resign(access_token, { key: (await generateKeyPair("ES256")).privateKey }),
  "signed with a key that is not published": async ({ access_token }) =>
    sessions.resign(access_token, { key: (await generateKeyPair("ES256")).privateKey, kid: "unknown" }),
  "signed with RS256 under the name of the ES256 key": async ({ access_token }) =>
    sessions.resign(access_token, { key: (await generateKeyPair("RS256")).privateKey, alg: "RS256" }),
  "signed with an algorithm that Auth does not use": async ({ access_token }) =>
    sessions.resign(access_token, { key: (await generateKeyPair("ES384")).privateKey, alg: "ES384" }),
  "not signed": async ({ access_token }) => {
    const [head = "", claims = ""] = access_token.split(".");
    const header = { ...JSON.parse(Buffer.from(head, "base64url").toString()), alg: "none" };
    return `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${claims}.`;
  },
  "of another user": async ({ access_token }) => {
    const [head = "", claims = "", signature = ""] = access_token.split(".");
    const changed = { ...JSON.parse(Buffer.from(claims, "base64url").toString()), sub: crypto.randomUUID() };
    return `${head}.${Buffer.from(JSON.stringify(changed)).toString("base64url")}.${signature}`;
  },
};

it.each(Object.entries(forgeries))("a token %s opens no page, and is no error of ours", async (_title, forge) => {
  const session = await signIn();
  expect((await open(session)).status).toBe(200);
  const response = await open({ ...session, access_token: await forge(session) });
  expect(response.status).toBe(307);
  expect(response.headers.get("location")).toContain("/login");
  expect(
    (await open({ ...session, access_token: await forge(session) }, "/api/exports/running?workspace=acme")).status,
  ).toBe(401);
});

it.each([404, 500, 503])("pages are a 503 while the public keys answer %i, not a sign-out", async (status) => {
  await sessions.rotate();
  const session = await signIn();
  sessions.keysAnswer = status;
  const response = await open(session);
  expect(response.status).toBe(503);
  expect(response.headers.getSetCookie()).toEqual([]);
});

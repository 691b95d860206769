import { beforeAll, describe, expect, it } from "vitest";
import { sendRaw } from "../support/send-raw";
import { sendSignInForm } from "../support/sign-in-form";
import { stack } from "../support/stack";
import { TestUser } from "../support/test-user";

let admin: TestUser;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
});

const { host } = new URL(stack.appUrl);

/** Sends a GET of this very address, signed in and out. */
const get = (target: string, headers: string[] = []) =>
  Promise.all(
    [admin.cookie, ""].map((cookie) =>
      sendRaw(stack.appUrl, [`GET ${target} HTTP/1.1`, `Host: ${host}`, `Cookie: ${cookie}`, ...headers]),
    ),
  );

function expectWords(response: { status: number; headers: Headers; body: string }, statuses: number[]) {
  expect(statuses).toContain(response.status);
  expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  if (response.status < 400) return;
  expect(response.body).toMatch(/<p class="quiet">[^<]+\.<\/p>|"message":"[^"]+\."|<title>Page not found/);
}

describe("a request for an address that cannot be", () => {
  it.each([
    "/acme/%E0%A4%A",
    "/%E0%A4%A",
    "/%",
    "/%zz",
    "/acme/%FF",
    "/acme/%C0%AF",
    "/acme/%ED%A0%80",
    "/acme/contacts/%E0%A4%A",
    "/contacts/%E0%A4%A",
    "/api/%E0%A4%A",
    "/api/exports/%E0%A4%A/file",
    "/.well-known/%E0%A4%A",
    "/_next/%E0%A4%A",
    "/_next/static/%E0%A4%A",
    "/schemas/%E0%A4%A",
    "*",
    "/é",
    "/acme/contacts?q=é",
    "/_global-error",
    "/_next/data/x/acme.json",
  ])("%s is a 400 with words, also for browsers", async (target) => {
    for (const accept of [[], ["Accept: text/html"]]) {
      for (const response of await get(target, accept)) expectWords(response, [400]);
    }
  });

  it("shows a browser a page that links to the user's workspace", async () => {
    const [response] = await get("/acme/%E0%A4%A", ["Accept: text/html"]);
    expect(response?.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response?.body).toContain("<h1>This address isn’t valid</h1>");
    expect(response?.body).toContain('<a href="/">Go to your workspace</a>');
  });

  it.each([
    ["a path of 100 kB", `/${"a".repeat(100_000)}`],
    ["a query of 100 kB", `/acme/contacts?q=${"a".repeat(100_000)}`],
    ["a query of 17 kB", `/acme/contacts?q=${"a".repeat(17_000)}`],
  ])("%s is a 431 with words", async (_name, target) => {
    for (const response of await get(target)) {
      expectWords(response, [431]);
      expect(response.body).toContain("The address or the headers of the request are too long.");
    }
  });

  it.each([
    ["NUL", "/acme/%00"],
    ["a backslash", "/acme%5Ccontacts"],
    ["an emoji", "/%F0%9F%98%80/contacts"],
    ["a bidi override", "/acme/contacts/%E2%80%AE"],
    ["line breaks", "/acme/%0d%0aSet-Cookie:%20a=b"],
    ["an encoded slash", "/%2f%2fevil.example"],
    ["__proto__", "/__proto__"],
    ["5,000 letters", `/acme/${"a".repeat(5000)}`],
  ])("a path with %s is a 404 for a user", async (_name, target) => {
    const [signedIn, signedOut] = await get(target);
    expectWords(signedIn as Awaited<ReturnType<typeof sendRaw>>, [404]);
    expectWords(signedOut as Awaited<ReturnType<typeof sendRaw>>, [307]);
    expect(signedOut?.headers.get("set-cookie")).toBeNull();
  });

  it.each(["//evil.example", "/\\evil.example", "/.//evil.example", "/..//evil.example", "/%2e//evil.example"])(
    "%s stays on this site",
    async (target) => {
      for (const response of await get(target)) {
        const location = new URL(response.headers.get("location") ?? "/", stack.appUrl);
        expect(location.origin).toBe(stack.appUrl);
        expect(location.pathname).toBe("/evil.example");
      }
    },
  );

  it("an absolute address stands for its path, whatever its host", async () => {
    const [signedIn, signedOut] = await get("http://evil.example/acme");
    expect(signedIn?.status).toBe(200);
    expect(signedOut?.headers.get("location")).toBe("/login?next=%2Facme");
  });
});

describe("a request that Next or Node refuses by itself", () => {
  const line = (method: string, target: string) => [`${method} ${target} HTTP/1.1`, `Host: ${host}`];

  it.each([
    ["TRACE", () => line("TRACE", "/acme"), [400]],
    ["an unknown method", () => line("FOO", "/acme"), [400]],
    ["PROPFIND of an API route", () => line("PROPFIND", "/api/exports"), [400]],
    ["OPTIONS of a page", () => line("OPTIONS", "/login"), [400]],
    ["POST of a file", () => [...line("POST", "/icon.svg"), "Content-Length: 0"], [405]],
    ["no Host", () => ["GET /login HTTP/1.1"], [400]],
    ["HTTP/3.0", () => ["GET /login HTTP/3.0", `Host: ${host}`], [400]],
    ["NUL in a header", () => [...line("GET", "/login"), "X: a\0b"], [400]],
    ["headers of 20 kB", () => [...line("GET", "/login"), `X: ${"a".repeat(20_000)}`], [431]],
  ])("%s gets words", async (_name, head, statuses) => {
    expectWords(await sendRaw(stack.appUrl, head()), statuses);
  });

  it.each([
    ["a range outside of a file", "/schemas/contacts.schema.json", "Range: bytes=99999999-"],
    ["a precondition that a file does not meet", "/schemas/contacts.schema.json", "If-Match: x"],
    ["an unknown expectation", "/login", "Expect: something"],
  ])("%s is ignored", async (_name, target, header) => {
    expect((await sendRaw(stack.appUrl, [...line("GET", target), header])).status).toBe(200);
  });

  it.each(["websocket", "h2c"])("an upgrade to %s is not made, and the page is sent", async (protocol) => {
    const head = [...line("GET", "/login"), "Connection: Upgrade", `Upgrade: ${protocol}`];
    expect((await sendRaw(stack.appUrl, head)).status).toBe(200);
  });

  it.each([
    ["is empty", "multipart/form-data; boundary=x", "", 400],
    ["has no boundary", "multipart/form-data", "", 400],
    ["is not one", "multipart/form-data; boundary=x", "garbage", 400],
    [
      "is larger than 64 kB",
      "multipart/form-data; boundary=x",
      `--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n${"a".repeat(70_000)}\r\n--x--\r\n`,
      413,
    ],
  ])("a sign-in form that %s gets words", async (_name, type, body, status) => {
    const head = [...line("POST", "/login"), `Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body)}`];
    expectWords(await sendRaw(stack.appUrl, head, body), [status]);
  });

  it.each([
    '{"access_token":5,"refresh_token":{},"expires_at":"x"}',
    '{"access_token":"a.b.c","refresh_token":"x","expires_at":99999999999}',
    "[1]",
    "{",
  ])("a session cookie that holds %s is no session", async (session) => {
    const name = admin.cookie.split("=", 1)[0]?.replace(/\.\d+$/, "");
    const cookie = `${name}=base64-${Buffer.from(session).toString("base64url")}`;
    for (const [path, status] of [
      ["/acme", 307],
      ["/login", 200],
      ["/api/exports/running?workspace=acme", 401],
    ] as const) {
      const response = await sendRaw(stack.appUrl, [...line("GET", path), `Cookie: ${cookie}`]);
      expect(response.status).toBe(status);
    }
  });
});

describe("sign-in", () => {
  const next = (value: string) => `/login?next=${encodeURIComponent(value)}`;

  it.each([
    ["/é", "/%C3%A9"],
    ["/acme?q=é", "/acme?q=%C3%A9"],
    ["/\u202e", "/%E2%80%AE"],
    ["/.//host", "/"],
    ["/%2e//host", "/"],
    ["/%E0%A4%A", "/"],
    ["/api/exports", "/"],
    ["/login", "/"],
  ])("with next=%s continues at %s", async (value, location) => {
    const response = await admin.fetch(next(value));
    expect(response.status).toBe(307);
    expect(response.headers.get("location")).toBe(location);
    const signedIn = await sendSignInForm("owner@globex.test", "hydra-demo", {}, stack.appUrl, next(value));
    expect(signedIn.location).toBe(location);
  });

  it("after a page with a query of 10 kB is still reached, and continues at the start page", async () => {
    const response = await TestUser.signedOut().fetch(`/acme/contacts?q=${"%C3%A9".repeat(1700)}`);
    expect(response.headers.get("location")).toBe("/login");
  });
});

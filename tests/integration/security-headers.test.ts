import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendSignInForm } from "../support/sign-in-form";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";

let admin: TestUser;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
});
afterAll(() => sql.end());

const file = async () => (await admin.createExport({ workspace: "acme", kind: "contacts", format: "csv" })).file;

/** Every kind of response, by the part of the server that makes it. */
const responses: Record<string, () => Promise<Response>> = {
  "a page": () => admin.fetch("/acme"),
  "the sign-in page": () => fetch(`${stack.appUrl}/login`),
  "a missing page": () => admin.fetch("/acme/nothing"),
  "a forbidden page": async () => (await TestUser.signedIn("member@acme.test")).fetch("/acme/settings"),
  "a redirect to sign-in": () => TestUser.signedOut().fetch("/acme"),
  "a redirect of a page": () => admin.fetch("/settings"),
  "a redirect by Next.js": () => admin.fetch("/acme//contacts"),
  "a path that is not UTF-8": () => admin.fetch("/api/%ff"),
  "a malformed server action": () => admin.fetch("/login", { method: "POST", headers: { "next-action": "0" } }),
  "an API response": () => admin.fetch("/api/exports/running?workspace=acme"),
  "an API error": () => admin.fetch("/api/exports/x/file"),
  "an error as a page": () => admin.fetch("/api/exports/x/file", { headers: { accept: "text/html" } }),
  "a method that is not allowed": () => admin.fetch("/api/exports", { method: "DELETE" }),
  "an OPTIONS request": () => admin.fetch("/api/exports", { method: "OPTIONS" }),
  "a download": async () => admin.fetch(await file()),
  "a schema": () => fetch(`${stack.appUrl}/schemas/contacts.schema.json`),
  "the icon": () => fetch(`${stack.appUrl}/icon.svg`),
  "the icon as favicon.ico": () => fetch(`${stack.appUrl}/favicon.ico`),
  "a script": async () => {
    const page = await (await fetch(`${stack.appUrl}/login`)).text();
    return fetch(stack.appUrl + /\/_next\/static\/[^"]*\.js/.exec(page)?.[0]);
  },
  "a missing script": () => admin.fetch("/_next/static/nothing.js"),
};

describe.each(Object.entries(responses))("%s", (_name, send) => {
  it("has each security header once", async () => {
    const response = await send();
    await response.arrayBuffer();
    const header = (name: string) => response.headers.get(name);
    expect(header("x-content-type-options")).toBe("nosniff");
    expect(header("referrer-policy")).toBe("same-origin");
    expect(header("permissions-policy")).toMatch(/^camera=\(\), /);
    expect(header("cross-origin-opener-policy")).toBe("same-origin");
    expect(header("cross-origin-resource-policy")).toBe("same-origin");
    expect(header("x-powered-by")).toBeNull();
    expect(header("access-control-allow-origin")).toBeNull();
    // Over http: RFC 6797, 7.2.
    expect(header("strict-transport-security")).toBeNull();
    const policy = header("content-security-policy") ?? "";
    expect(policy).toMatch(/^default-src 'none'; base-uri 'none'; form-action '(none|self)'; frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
    expect(policy.match(/default-src/g)).toHaveLength(1);
  });
});

it("the app sends Strict-Transport-Security over HTTPS", async () => {
  for (const path of ["/login", "/api/nothing", "/icon.svg"]) {
    const response = await fetch(stack.appUrl + path, { headers: { "x-forwarded-proto": "https" } });
    expect(response.headers.get("strict-transport-security"), path).toBe("max-age=31536000");
  }
});

it("session cookies are HttpOnly and SameSite, and Secure when the sign-in was over HTTPS", async () => {
  for (const [headers, secure] of [
    [{}, false],
    [{ "x-forwarded-proto": "https", origin: stack.appUrl.replace("http:", "https:") }, true],
  ] as const) {
    const { cookies } = await sendSignInForm("owner@globex.test", "hydra-demo", headers);
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; SameSite=lax/i);
      expect(/; Secure/.test(cookie)).toBe(secure);
    }
  }
});

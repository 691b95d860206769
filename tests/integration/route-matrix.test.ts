import { globSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFullWorkspace } from "../support/roles";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";

// The status that each role gets from each page and route. They come from the files under app/; one that has no line here fails.

/** The columns of the table below. An export token has no effect here: it is for the Data API. */
const roles = ["signed out", "member", "admin", "owner", "admin elsewhere", "export token"] as const;
type Role = (typeof roles)[number];
type Statuses = readonly [number, number, number, number, number, number];

type Verb = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Expected = { at: () => string; body?: () => object } & Partial<Record<Verb, Statuses>>;

const members = [307, 200, 200, 200, 404, 307] as const;
const admins = [307, 403, 200, 200, 404, 307] as const;
const adminsOfApi = [401, 403, 200, 200, 404, 401] as const;
const invalid = [400, 400, 400, 400, 400, 400] as const;
const missing = [404, 404, 404, 404, 404, 404] as const;
const redirects = [307, 307, 307, 307, 307, 307] as const;

const expected: Record<string, Expected> = {
  "page.tsx": { at: () => "/", GET: redirects },
  "login/page.tsx": { at: () => "/login", GET: [200, 307, 307, 307, 307, 200] },
  "go/[...path]/page.tsx": { at: () => "/contacts", GET: redirects },
  "[workspace]/page.tsx": { at: () => `/${slug}`, GET: members },
  "[workspace]/[...unknown]/page.tsx": { at: () => `/${slug}/no/such/page`, GET: [307, 404, 404, 404, 404, 307] },
  "[workspace]/contacts/page.tsx": { at: () => `/${slug}/contacts`, GET: members },
  "[workspace]/contacts/[id]/answer/page.tsx": { at: () => `/${slug}/contacts/${contact}/answer`, GET: admins },
  "[workspace]/leads/[id]/answer/page.tsx": { at: () => `/${slug}/leads/${lead}/answer`, GET: admins },
  "[workspace]/contacts/[id]/export/page.tsx": { at: () => `/${slug}/contacts/${contact}/export`, GET: admins },
  "[workspace]/contacts/[id]/page.tsx": { at: () => `/${slug}/contacts/${contact}`, GET: members },
  "[workspace]/leads/page.tsx": { at: () => `/${slug}/leads`, GET: members },
  "[workspace]/leads/[id]/export/page.tsx": { at: () => `/${slug}/leads/${lead}/export`, GET: admins },
  "[workspace]/leads/[id]/page.tsx": { at: () => `/${slug}/leads/${lead}`, GET: members },
  "[workspace]/settings/page.tsx": { at: () => `/${slug}/settings`, GET: admins },
  "[workspace]/settings/privacy/page.tsx": { at: () => `/${slug}/settings/privacy`, GET: admins },
  "[workspace]/settings/data-export/page.tsx": { at: () => `/${slug}/settings/data-export`, GET: admins },
  "[workspace]/settings/data-export/receipts/[id]/page.tsx": {
    at: () => `/${slug}/settings/data-export/receipts/${exportId}`,
    GET: admins,
  },
  "[workspace]/settings/data-export/customize/page.tsx": {
    at: () => `/${slug}/settings/data-export/customize?kind=contacts`,
    GET: admins,
  },
  "[workspace]/team/page.tsx": { at: () => `/${slug}/team`, GET: [307, 307, 307, 307, 404, 307] },
  "[workspace]/team/audit-log/page.tsx": { at: () => `/${slug}/team/audit-log`, GET: admins },
  ".well-known/hydra-export-keys.json/route.ts": {
    at: () => "/.well-known/hydra-export-keys.json",
    GET: [200, 200, 200, 200, 200, 200],
  },
  "api/[...unknown]/route.ts": {
    at: () => "/api/no/such/thing",
    GET: missing,
    POST: missing,
    PUT: missing,
    PATCH: missing,
    DELETE: missing,
  },
  // Where requests go that Next cannot answer.
  "api/bad-address/route.ts": {
    at: () => "/api/bad-address",
    GET: invalid,
    POST: invalid,
    PUT: invalid,
    PATCH: invalid,
    DELETE: invalid,
  },
  "api/audit-log/verify/route.ts": { at: () => `/api/audit-log/verify?workspace=${slug}`, GET: adminsOfApi },
  "api/audit-log/verify/exports/route.ts": {
    at: () => `/api/audit-log/verify/exports?workspace=${slug}`,
    GET: adminsOfApi,
  },
  "api/exports/route.ts": {
    at: () => "/api/exports",
    body: () => ({ workspace: slug, kind: "contacts", format: "csv" }),
    POST: [401, 403, 201, 201, 404, 401],
  },
  "api/exports/running/route.ts": { at: () => `/api/exports/running?workspace=${slug}`, GET: adminsOfApi },
  "api/exports/verify/route.ts": {
    at: () => `/api/exports/verify?workspace=${slug}&sha256=${"0".repeat(64)}`,
    GET: [401, 403, 404, 404, 404, 401],
  },
  "api/exports/preview/route.ts": {
    at: () => `/api/exports/preview?workspace=${slug}&kind=contacts&format=csv`,
    GET: adminsOfApi,
  },
  "api/exports/[id]/cancel/route.ts": {
    at: () => `/api/exports/${exportId}/cancel`,
    POST: [401, 404, 200, 200, 404, 401],
  },
  // A receipt is signed when an export has ended: receipts.test.ts.
  "api/exports/[id]/receipt/route.ts": {
    at: () => `/api/exports/${exportId}/receipt`,
    GET: [401, 404, 404, 404, 404, 401],
  },
  // Of a whole file only: data-package.test.ts.
  "api/exports/[id]/datapackage/route.ts": {
    at: () => `/api/exports/${exportId}/datapackage`,
    GET: [401, 404, 404, 404, 404, 401],
  },
  // Only the user who created it, here the admin.
  // POST is for a package with a password, and has none here.
  "api/exports/[id]/file/route.ts": {
    at: () => `/api/exports/${exportId}/file`,
    GET: [401, 404, 200, 403, 404, 401],
    POST: [401, 400, 400, 400, 400, 401],
  },
};

let slug: string;
let contact: string;
let lead: string;
let exportId: string = crypto.randomUUID();
const users = {} as Record<Role, TestUser>;

beforeAll(async () => {
  const workspace = await makeFullWorkspace();
  ({ slug, contact, lead } = workspace);
  users["signed out"] = TestUser.signedOut();
  users["export token"] = TestUser.signedOut();
  users.member = await TestUser.signedIn("member@acme.test");
  users.admin = await TestUser.signedIn("admin@acme.test");
  users.owner = await TestUser.signedIn("owner@acme.test");
  users["admin elsewhere"] = await TestUser.signedIn("admin@globex.test");
});
afterAll(() => sql.end());

// Without the dot the pattern skips .well-known.
const files = globSync(["app/**/{page.tsx,route.ts}", "app/.well-known/**/route.ts"]).map((file) =>
  file.replace(/^app\//, ""),
);

it("this test has a line for every page and route", () => {
  expect(files.sort()).toEqual(Object.keys(expected).sort());
});

const apiVerbs: Verb[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

describe.each(files.sort())("%s", (file) => {
  const verbs: Verb[] = file.endsWith("route.ts") ? apiVerbs : ["GET"];
  it.each(verbs)("answers %s with the listed status for each role", async (method) => {
    const { at, body, [method]: expectedStatuses = [405, 405, 405, 405, 405, 405] } = expected[file] as Expected;
    const got: number[] = [];
    for (const role of roles) {
      if (at().includes(exportId)) {
        exportId = (await users.admin.createExport({ workspace: slug, kind: "contacts", format: "csv" })).id;
      }
      const sent = method === "POST" && body ? { body: JSON.stringify(body()) } : {};
      const response = await users[role].fetch(at(), {
        method,
        ...sent,
        headers: {
          "content-type": "application/json",
          accept: "application/json",
          ...(role === "export token" ? { "x-export-token": "a".repeat(43) } : {}),
        },
      });
      got.push(response.status);
      const text = await response.text();
      if (["signed out", "admin elsewhere", "export token"].includes(role))
        expect(text.includes("A customer")).toBe(false);
    }
    expect(got).toEqual(expectedStatuses);
  });
});

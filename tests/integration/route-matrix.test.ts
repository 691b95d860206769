import { globSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFullWorkspace } from "../support/roles";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";

// Who gets what from the app. Its pages and routes come from the files under app/, what is expected stands here: a new one
// without its line fails.

/** The columns of the table below. A ticket opens nothing here: it is for the Data API. */
const visitors = ["nobody", "member", "admin", "owner", "admin elsewhere", "ticket"] as const;
type Visitor = (typeof visitors)[number];
type Answers = readonly [number, number, number, number, number, number];

type Verb = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type Expected = { at: () => string; body?: () => object } & Partial<Record<Verb, Answers>>;

const members = [307, 200, 200, 200, 404, 307] as const;
const admins = [307, 403, 200, 200, 404, 307] as const;
const adminsOfApi = [401, 403, 200, 200, 404, 401] as const;
const missing = [404, 404, 404, 404, 404, 404] as const;
const leadsOn = [307, 307, 307, 307, 307, 307] as const;

const expected: Record<string, Expected> = {
  "page.tsx": { at: () => "/", GET: leadsOn },
  "login/page.tsx": { at: () => "/login", GET: [200, 307, 307, 307, 307, 200] },
  "go/[...path]/page.tsx": { at: () => "/contacts", GET: leadsOn },
  "[workspace]/page.tsx": { at: () => `/${slug}`, GET: members },
  "[workspace]/[...unknown]/page.tsx": { at: () => `/${slug}/no/such/page`, GET: [307, 404, 404, 404, 404, 307] },
  "[workspace]/contacts/page.tsx": { at: () => `/${slug}/contacts`, GET: members },
  "[workspace]/contacts/[id]/page.tsx": { at: () => `/${slug}/contacts/${contact}`, GET: members },
  "[workspace]/leads/page.tsx": { at: () => `/${slug}/leads`, GET: members },
  "[workspace]/leads/[id]/page.tsx": { at: () => `/${slug}/leads/${lead}`, GET: members },
  "[workspace]/settings/page.tsx": { at: () => `/${slug}/settings`, GET: admins },
  "[workspace]/settings/data-export/page.tsx": { at: () => `/${slug}/settings/data-export`, GET: admins },
  "[workspace]/settings/data-export/receipts/[id]/page.tsx": {
    at: () => `/${slug}/settings/data-export/receipts/${run}`,
    GET: admins,
  },
  "[workspace]/team/page.tsx": { at: () => `/${slug}/team`, GET: [307, 307, 307, 307, 404, 307] },
  "[workspace]/team/audit-log/page.tsx": { at: () => `/${slug}/team/audit-log`, GET: admins },
  "api/[...unknown]/route.ts": {
    at: () => "/api/no/such/thing",
    GET: missing,
    POST: missing,
    PUT: missing,
    PATCH: missing,
    DELETE: missing,
  },
  "api/audit-log/verify/route.ts": { at: () => `/api/audit-log/verify?workspace=${slug}`, GET: adminsOfApi },
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
  "api/exports/[id]/cancel/route.ts": { at: () => `/api/exports/${run}/cancel`, POST: [401, 404, 200, 200, 404, 401] },
  // Only who asked for it; that is the admin.
  "api/exports/[id]/file/route.ts": { at: () => `/api/exports/${run}/file`, GET: [401, 404, 200, 403, 404, 401] },
};

let slug: string;
let contact: string;
let lead: string;
let run: string;
const people = {} as Record<Visitor, TestUser>;

beforeAll(async () => {
  const workspace = await makeFullWorkspace();
  ({ slug, contact, lead } = workspace);
  people.nobody = TestUser.signedOut();
  people.ticket = TestUser.signedOut();
  people.member = await TestUser.signedIn("member@acme.test");
  people.admin = await TestUser.signedIn("admin@acme.test");
  people.owner = await TestUser.signedIn("owner@acme.test");
  people["admin elsewhere"] = await TestUser.signedIn("admin@globex.test");
});
afterAll(() => sql.end());

const files = globSync("app/**/{page.tsx,route.ts}").map((file) => file.replace(/^app\//, ""));

it("the pages and routes expected here are those that there are", () => {
  expect(files.sort()).toEqual(Object.keys(expected).sort());
});

const apiVerbs: Verb[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

describe.each(files.sort())("%s", (file) => {
  const verbs: Verb[] = file.endsWith("route.ts") ? apiVerbs : ["GET"];
  it.each(verbs)("%s", async (method) => {
    const { at, body, [method]: answers = [405, 405, 405, 405, 405, 405] } = expected[file] as Expected;
    const got: number[] = [];
    for (const visitor of visitors) {
      run = (await people.admin.begin({ workspace: slug, kind: "contacts", format: "csv" })).id;
      const sent = method === "POST" && body ? { body: JSON.stringify(body()) } : {};
      const answer = await people[visitor].fetch(at(), {
        method,
        ...sent,
        headers: {
          "content-type": "application/json",
          accept: "application/json",
          ...(visitor === "ticket" ? { "x-export-token": "a".repeat(43) } : {}),
        },
      });
      got.push(answer.status);
      const text = await answer.text();
      if (["nobody", "admin elsewhere", "ticket"].includes(visitor)) expect(text.includes("A customer")).toBe(false);
    }
    expect(got).toEqual(answers);
  });
});

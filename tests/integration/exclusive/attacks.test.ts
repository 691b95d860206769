import { createHash, randomBytes } from "node:crypto";
import type { SupabaseClient } from "@supabase/supabase-js";
import pLimit from "p-limit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessTokenOf, dataApi, fetchFirstBatch, makeFullWorkspace, openExport } from "../../support/roles";
import { sql, stack } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { withoutTriggers } from "../../support/without-triggers";

let workspace: Awaited<ReturnType<typeof makeFullWorkspace>>;
let admin: TestUser;
let client: SupabaseClient;
beforeAll(async () => {
  workspace = await makeFullWorkspace();
  admin = await TestUser.signedIn("admin@acme.test");
  client = dataApi(await accessTokenOf("admin@acme.test"));
});
afterAll(() => sql.end());

const contacts = () => ({ tenant_id: workspace.id, kind: "contacts", format: "csv" });

describe("an export token", () => {
  it("reads nothing after it has expired", async () => {
    const { id, token } = await openExport(client, contacts());
    expect(await fetchFirstBatch(token)).toEqual({ text: expect.stringContaining("A customer"), code: undefined });
    await withoutTriggers(
      "exports",
      (tx) => tx`update exports set expires_at = now() - interval '1 second' where id = ${id}`,
    );
    expect((await fetchFirstBatch(token)).code).toBe("PT410");
  });

  it("reads nothing after its actor has lost the admin role", async () => {
    const other = await makeFullWorkspace();
    const { token } = await openExport(client, { ...contacts(), tenant_id: other.id });
    expect(await fetchFirstBatch(token)).toEqual({ text: expect.stringContaining("A customer"), code: undefined });
    await sql`
      update members set role = 'member' where tenant_id = ${other.id}
        and user_id = (select id from auth.users where email = 'admin@acme.test')`;
    expect((await fetchFirstBatch(token)).code).toBe("42501");
  });

  it("cannot open a second export", async () => {
    const { token } = await openExport(client, contacts());
    const { data } = await client.from("exports").insert(contacts()).select("id").single();
    const token_hash = createHash("sha256").update(token).digest("hex");
    const again = await client.rpc("open_export", { export_id: data?.id, token_hash });
    expect(again.error?.code).toBe("23505");
  });

  it("cannot be replaced by its hash, by a part of it or by the export's id", async () => {
    const { id, token } = await openExport(client, contacts());
    const [{ token_hash: hash } = {}] = await sql`select token_hash from exports where id = ${id}`;
    for (const guess of [
      hash,
      id,
      token.slice(0, -1),
      `${token}=`,
      token.toUpperCase(),
      "",
      "null",
      "%",
      "' or true --",
    ]) {
      expect((await fetchFirstBatch(guess)).code, guess).toBe("42501");
    }
    expect(await fetchFirstBatch(token)).toEqual({ text: expect.stringContaining("A customer"), code: undefined });
  });

  it("that is wrong is always refused, always with the same response", async () => {
    await openExport(client, contacts());
    const responses = new Set<string>();
    for (let n = 0; n < 200; n++) responses.add((await fetchFirstBatch(randomBytes(32).toString("base64url"))).text);
    expect([...responses]).toEqual([expect.stringContaining("42501")]);
  });

  it("does not appear in the response of a download, and the database keeps its hash only", async () => {
    const { id, file } = await admin.createExport({ workspace: workspace.slug, kind: "contacts", format: "csv" });
    const response = await admin.fetch(file);
    const all = JSON.stringify([...response.headers]) + (await response.text());
    expect(all).not.toMatch(/token/i);
    // The hash stays, so that a repeated finish_export is recognized. The hash of 256 random bits cannot be reversed.
    const [row] = await sql`select status, token_hash from exports where id = ${id}`;
    expect(row).toEqual({ status: "completed", token_hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

/** Values to try in every parameter: SQL, PostgREST filters, headers, paths, HTML, and input that databases reject. */
const payloads = [
  "' or '1'='1",
  "'; drop table exports; --",
  '"; delete from customers; --',
  "1),tenant_id.neq.0,(id.eq.1",
  "*",
  "%",
  "in.(1)",
  "x\r\nX-Injected: yes",
  "x\nSet-Cookie: a=b",
  "../../../etc/passwd",
  "..%2f..%2f",
  "\u0000",
  "\ud800",
  "\u202Egnp.exe",
  "<script>alert(1)</script>",
  "\u0024{7*7}{{7*7}}",
  "__proto__",
  "-1",
  "1e309",
  "9".repeat(400),
];

/** Every parameter of every route. */
const parameters: Record<string, (value: string) => string> = {
  "a workspace in a path": (value) => `/${value}`,
  "a contact in a path": (value) => `/acme/contacts/${value}`,
  "a lead in a path": (value) => `/acme/leads/${value}`,
  "a receipt in a path": (value) => `/acme/settings/data-export/receipts/${value}`,
  "a short address": (value) => `/contacts/${value}`,
  "an export in a path": (value) => `/api/exports/${value}/file`,
  "an unknown path of the API": (value) => `/api/${value}`,
  "the search for customers": (value) => `/acme/contacts?q=${value}`,
  "the customer type": (value) => `/acme/contacts?type=${value}`,
  "the cursor of the customer list": (value) => `/acme/contacts?before=${value}`,
  "the cursor of a contact's conversations": (value) =>
    `/acme/contacts/c0000000-0000-4000-8000-000000000001?conversations=${value}`,
  "the cursor of a contact's tickets": (value) =>
    `/acme/contacts/c0000000-0000-4000-8000-000000000001?tickets=${value}`,
  "the cursor of the export list": (value) => `/acme/settings/data-export?before=${value}`,
  "the audit log's actor": (value) => `/acme/team/audit-log?actor=${value}`,
  "the audit log's action": (value) => `/acme/team/audit-log?action=${value}`,
  "the audit log's days": (value) => `/acme/team/audit-log?from=${value}&to=${value}`,
  "the audit log's search": (value) => `/acme/team/audit-log?search=${value}`,
  "the audit log's time zone": (value) => `/acme/team/audit-log?from=2026-01-01&time_zone=${value}`,
  "the cursor of the audit log": (value) => `/acme/team/audit-log?before=${value}`,
  "the redirect after sign-in": (value) => `/login?next=${value}`,
  "the workspace of the running exports": (value) => `/api/exports/running?workspace=${value}`,
  "the hash to verify": (value) => `/api/exports/verify?workspace=acme&sha256=${value}`,
  "the workspace to verify in": (value) => `/api/exports/verify?workspace=${value}&sha256=${"0".repeat(64)}`,
  "the start of an audit log range": (value) => `/api/audit-log/verify?workspace=acme&seq=${value}`,
  "the hash before an audit log range": (value) => `/api/audit-log/verify?workspace=acme&hash=${value}`,
  "the start of a range of audited exports": (value) => `/api/audit-log/verify/exports?workspace=acme&after=${value}`,
};

/** Pages need ten requests to the API each: more at once time out on a busy machine, which is a 503. */
const limitRequests = pLimit(4);

const rowCounts = async () =>
  sql`select (select count(*) from exports) as exports, (select count(*) from customers) as customers`;

async function expectHarmless(response: Response, payload: string) {
  const body = await response.text();
  const label = JSON.stringify(payload);
  expect(response.status, label).toBeLessThan(500);
  expect(response.headers.get("x-injected"), label).toBeNull();
  expect(response.headers.getSetCookie().join(), label).not.toContain("a=b");
  expect(response.headers.get("location") ?? "/", label).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
  expect(body, label).not.toContain("<script>alert(1)</script>");
  expect(body, label).not.toMatch(/syntax error|SQLSTATE|PGRST|node_modules|\bat \S+ \(/);
}

describe.each(Object.entries(parameters))("%s", (_name, address) => {
  it("with hostile input causes no server error, changes no row and is not reflected", async () => {
    const before = await rowCounts();
    const attack = async (payload: string) => {
      // A lone surrogate has no percent-encoding.
      const value = encodeURIComponent(payload.toWellFormed());
      await expectHarmless(await admin.fetch(address(value)), payload);
    };
    await limitRequests.map(payloads, attack);
    expect(await rowCounts()).toEqual(before);
  });
});

describe.each(["workspace", "kind", "format", "contact", "notes"])("the field %s of POST /api/exports", (field) => {
  it("with hostile input is refused and changes no row", async () => {
    const before = await rowCounts();
    const attack = async (payload: unknown) => {
      // A single contact's export accepts every field.
      const good = {
        workspace: workspace.slug,
        kind: "contact",
        format: "json",
        contact: workspace.contact,
        notes: "include",
      };
      const response = await admin.postExport({ ...good, [field]: payload });
      expect(response.status).toBeGreaterThanOrEqual(400);
      await expectHarmless(response, JSON.stringify(payload));
    };
    await Promise.all([...payloads, { in: "(1)" }, ["acme"], 7, null, true].map(attack));
    expect(await rowCounts()).toEqual(before);
  });
});

describe("the file name in Content-Disposition", () => {
  const hostile = ['a"b', "a\r\nX-Injected: yes", "../../a", "a;b", "a/b", "ä", "a\u202eb", "a b", "A", ""];

  it("is made of a slug, which cannot contain header or path characters", async () => {
    for (const slug of hostile) {
      await expect(sql`insert into tenants (name, slug) values ('x', ${slug})`, slug).rejects.toThrow(
        /tenants_slug_for_exports/,
      );
    }
  });

  it("does not contain the workspace's or the contact's name", async () => {
    const name = '../x"; filename="evil.exe\r\nX-Injected: yes\u202e';
    const other = await makeFullWorkspace();
    await sql`update tenants set name = ${name} where id = ${other.id}`;
    await sql`update customers set name = ${name} where tenant_id = ${other.id}`;
    for (const fields of [
      { kind: "contacts", format: "csv" },
      { kind: "contact", format: "html", contact: other.contact },
    ]) {
      const { response } = await admin.download({ workspace: other.slug, ...fields });
      await response.arrayBuffer();
      expect(response.headers.get("x-injected")).toBeNull();
      expect(response.headers.get("content-disposition")).toMatch(
        /^attachment; filename="[a-z0-9-]+-20\d\d-\d\d-\d\dT\d{4}Z\.(csv|html)"$/,
      );
    }
  });
});

describe("the IP address in an audit entry", () => {
  const recorded = async (headers: Record<string, string>) => {
    const response = await admin.fetch("/api/exports", {
      method: "POST",
      body: JSON.stringify({ workspace: workspace.slug, kind: "contacts", format: "csv" }),
      headers: { "content-type": "application/json", accept: "application/json", ...headers },
    });
    const { id } = (await response.json()) as { id: string };
    const [entry] = await sql`select ip, user_agent from audit_log where export_id = ${id}`;
    return entry;
  };

  it.each<Record<string, string>>([
    {},
    { "x-forwarded-for": "203.0.113.7" },
    { "x-forwarded-for": "203.0.113.7, 198.51.100.1" },
    { "x-forwarded-for": "" },
    {
      "x-real-ip": "203.0.113.7",
      forwarded: "for=203.0.113.7",
      "x-client-ip": "203.0.113.7",
      "cf-connecting-ip": "203.0.113.7",
    },
    { "x-forwarded-for": "<script>alert(1)</script>" },
  ])("is the one of the connection, not the one in the headers %j", async (headers) => {
    expect((await recorded(headers))?.ip).toBe("127.0.0.1");
  });

  it("is stored with a user agent of at most 500 characters", async () => {
    expect((await recorded({ "user-agent": "x".repeat(5000) }))?.user_agent).toHaveLength(500);
  });
});

describe("a request body of megabytes", () => {
  it.each([
    ["/api/exports", "application/json"],
    ["/api/exports", "application/x-www-form-urlencoded"],
  ])("sent to %s as %s gets a 413 and changes no row", async (path, type) => {
    const before = await rowCounts();
    const response = await admin.fetch(path, {
      method: "POST",
      body: "x".repeat(20_000_000),
      headers: { "content-type": type },
    });
    expect(response.status).toBe(413);
    expect(await rowCounts()).toEqual(before);
  });

  it("sent to sign-in is refused, and sign-in still works", async () => {
    const form = new FormData();
    form.append("email", "x".repeat(2_000_000));
    const response = await fetch(`${stack.appUrl}/login`, {
      method: "POST",
      body: form,
      headers: { "next-action": "0".repeat(42) },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${stack.appUrl}/login`)).status).toBe(200);
  });
});

it("a request from another site gets a 403 and leaves the export pending", async () => {
  const { id, file } = await admin.createExport({ workspace: workspace.slug, kind: "contacts", format: "csv" });
  for (const site of ["cross-site", "same-site"]) {
    expect((await admin.fetch(file, { headers: { "sec-fetch-site": site } })).status).toBe(403);
    expect(
      (await admin.fetch(`/api/exports/${id}/cancel`, { method: "POST", headers: { "sec-fetch-site": site } })).status,
    ).toBe(403);
  }
  const [row] = await sql`select status from exports where id = ${id}`;
  expect(row?.status).toBe("pending");
});

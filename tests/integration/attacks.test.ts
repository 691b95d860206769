import { createHash, randomBytes } from "node:crypto";
import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataApi, firstBatch, makeFullWorkspace, openExport, tokenOf } from "../support/roles";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";
import { withoutTriggers } from "../support/without-triggers";

let workspace: Awaited<ReturnType<typeof makeFullWorkspace>>;
let admin: TestUser;
let client: SupabaseClient;
beforeAll(async () => {
  workspace = await makeFullWorkspace();
  admin = await TestUser.signedIn("admin@acme.test");
  client = dataApi(await tokenOf("admin@acme.test"));
});
afterAll(() => sql.end());

const contacts = () => ({ tenant_id: workspace.id, kind: "contacts", format: "csv" });

describe("a ticket", () => {
  it("is worth nothing once it has expired", async () => {
    const { id, ticket } = await openExport(client, contacts());
    expect(await firstBatch(ticket)).toEqual({ text: expect.stringContaining("A customer"), code: undefined });
    await withoutTriggers(
      "exports",
      (tx) => tx`update exports set expires_at = now() - interval '1 second' where id = ${id}`,
    );
    expect((await firstBatch(ticket)).code).toBe("PT410");
  });

  it("is worth nothing once its actor is no admin any more", async () => {
    const other = await makeFullWorkspace();
    const { ticket } = await openExport(client, { ...contacts(), tenant_id: other.id });
    expect(await firstBatch(ticket)).toEqual({ text: expect.stringContaining("A customer"), code: undefined });
    await sql`
      update members set role = 'member' where tenant_id = ${other.id}
        and user_id = (select id from auth.users where email = 'admin@acme.test')`;
    expect((await firstBatch(ticket)).code).toBe("42501");
  });

  it("cannot be used for a second run", async () => {
    const { ticket } = await openExport(client, contacts());
    const { data } = await client.from("exports").insert(contacts()).select("id").single();
    const token_hash = createHash("sha256").update(ticket).digest("hex");
    const again = await client.rpc("open_export", { export_id: data?.id, token_hash });
    expect(again.error?.code).toBe("23505");
  });

  it("is nothing that anybody could read somewhere: its hash does not do, nor half of it, nor the run's id", async () => {
    const { id, ticket } = await openExport(client, contacts());
    const [{ token_hash: hash } = {}] = await sql`select token_hash from exports where id = ${id}`;
    for (const guess of [
      hash,
      id,
      ticket.slice(0, -1),
      `${ticket}=`,
      ticket.toUpperCase(),
      "",
      "null",
      "%",
      "' or true --",
    ]) {
      expect((await firstBatch(guess)).code, guess).toBe("42501");
    }
    expect(await firstBatch(ticket)).toEqual({ text: expect.stringContaining("A customer"), code: undefined });
  });

  it("cannot be guessed: a wrong one is always refused, and always alike", async () => {
    await openExport(client, contacts());
    const answers = new Set<string>();
    for (let n = 0; n < 200; n++) answers.add((await firstBatch(randomBytes(32).toString("base64url"))).text);
    expect([...answers]).toEqual([expect.stringContaining("42501")]);
  });

  it("that the app makes has 256 random bits, and only its hash is kept", async () => {
    const { id, file } = await admin.begin({ workspace: workspace.slug, kind: "contacts", format: "csv" });
    const answer = await admin.fetch(file);
    const all = JSON.stringify([...answer.headers]) + (await answer.text());
    expect(all).not.toMatch(/ticket/i);
    // It stays after the end, for recognizing a server that tells the end twice; a hash of 256 random bits is of no other use.
    const [run] = await sql`select status, token_hash from exports where id = ${id}`;
    expect(run).toEqual({ status: "completed", token_hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

/** What is tried in every parameter: SQL, PostgREST's own filters, headers, paths, HTML, and what databases choke on. */
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

/** Every parameter of every address that takes one. */
const parameters: Record<string, (value: string) => string> = {
  "a workspace in a path": (value) => `/${value}`,
  "a contact in a path": (value) => `/acme/contacts/${value}`,
  "a lead in a path": (value) => `/acme/leads/${value}`,
  "a receipt in a path": (value) => `/acme/settings/data-export/receipts/${value}`,
  "a short address": (value) => `/contacts/${value}`,
  "a run in a path": (value) => `/api/exports/${value}/file`,
  "an unknown address of the API": (value) => `/api/${value}`,
  "the search for people": (value) => `/acme/contacts?q=${value}`,
  "the type of people": (value) => `/acme/contacts?type=${value}`,
  "the place in the list of people": (value) => `/acme/contacts?before=${value}`,
  "the place in a person's conversations": (value) =>
    `/acme/contacts/c0000000-0000-4000-8000-000000000001?conversations=${value}`,
  "the place in a person's tickets": (value) => `/acme/contacts/c0000000-0000-4000-8000-000000000001?tickets=${value}`,
  "the place in the list of exports": (value) => `/acme/settings/data-export?before=${value}`,
  "the audit log's actor": (value) => `/acme/team/audit-log?actor=${value}`,
  "the audit log's action": (value) => `/acme/team/audit-log?action=${value}`,
  "the audit log's days": (value) => `/acme/team/audit-log?from=${value}&to=${value}`,
  "the place in the audit log": (value) => `/acme/team/audit-log?before=${value}`,
  "where to go after sign-in": (value) => `/login?next=${value}`,
  "a workspace whose runs are asked for": (value) => `/api/exports/running?workspace=${value}`,
  "a hash to verify": (value) => `/api/exports/verify?workspace=acme&sha256=${value}`,
  "a workspace to verify in": (value) => `/api/exports/verify?workspace=${value}&sha256=${"0".repeat(64)}`,
  "a stretch of the audit log": (value) => `/api/audit-log/verify?workspace=acme&seq=${value}`,
  "a stretch's hash": (value) => `/api/audit-log/verify?workspace=acme&hash=${value}`,
};

const size = async () => sql`select (select count(*) from exports) as runs, (select count(*) from customers) as people`;

async function expectHarmless(answer: Response, payload: string) {
  const body = await answer.text();
  const tried = JSON.stringify(payload);
  expect(answer.status, tried).toBeLessThan(500);
  expect(answer.headers.get("x-injected"), tried).toBeNull();
  expect(answer.headers.getSetCookie().join(), tried).not.toContain("a=b");
  expect(answer.headers.get("location") ?? "/", tried).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
  expect(body, tried).not.toContain("<script>alert(1)</script>");
  expect(body, tried).not.toMatch(/syntax error|SQLSTATE|PGRST|node_modules|\bat \S+ \(/);
}

describe.each(Object.entries(parameters))("an attack in %s", (_name, address) => {
  it("does nothing", async () => {
    const before = await size();
    const attack = async (payload: string) => {
      // A lone surrogate has no percent-encoding.
      const value = encodeURIComponent(payload.toWellFormed());
      await expectHarmless(await admin.fetch(address(value)), payload);
    };
    await Promise.all(payloads.map(attack));
    expect(await size()).toEqual(before);
  });
});

describe.each(["workspace", "kind", "format", "contact", "notes"])(
  "an attack in the field %s of an export",
  (field) => {
    it("does nothing", async () => {
      const before = await size();
      const attack = async (payload: unknown) => {
        // A single contact's, for that one takes every field.
        const good = {
          workspace: workspace.slug,
          kind: "contact",
          format: "json",
          contact: workspace.contact,
          notes: "include",
        };
        const answer = await admin.ask({ ...good, [field]: payload });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        await expectHarmless(answer, JSON.stringify(payload));
      };
      await Promise.all([...payloads, { in: "(1)" }, ["acme"], 7, null, true].map(attack));
      expect(await size()).toEqual(before);
    });
  },
);

describe("what reaches Content-Disposition", () => {
  const hostile = ['a"b', "a\r\nX-Injected: yes", "../../a", "a;b", "a/b", "ä", "a\u202eb", "a b", "A", ""];

  it("is a slug, which cannot hold anything that a header or a path reads", async () => {
    for (const slug of hostile) {
      await expect(sql`insert into tenants (name, slug) values ('x', ${slug})`, slug).rejects.toThrow(
        /tenants_slug_check/,
      );
    }
  });

  it("is not the workspace's name, nor the contact's", async () => {
    const name = '../x"; filename="evil.exe\r\nX-Injected: yes\u202e';
    const other = await makeFullWorkspace();
    await sql`update tenants set name = ${name} where id = ${other.id}`;
    await sql`update customers set name = ${name} where tenant_id = ${other.id}`;
    for (const asked of [
      { kind: "contacts", format: "csv" },
      { kind: "contact", format: "html", contact: other.contact },
    ]) {
      const { response } = await admin.download({ workspace: other.slug, ...asked });
      await response.arrayBuffer();
      expect(response.headers.get("x-injected")).toBeNull();
      expect(response.headers.get("content-disposition")).toMatch(
        /^attachment; filename="[a-z0-9-]+-20\d\d-\d\d-\d\d\.(csv|html)"$/,
      );
    }
  });
});

describe("the address in the audit log", () => {
  const recorded = async (headers: Record<string, string>) => {
    const answer = await admin.fetch("/api/exports", {
      method: "POST",
      body: JSON.stringify({ workspace: workspace.slug, kind: "contacts", format: "csv" }),
      headers: { "content-type": "application/json", accept: "application/json", ...headers },
    });
    const { id } = (await answer.json()) as { id: string };
    const [entry] = await sql`select ip, user_agent from audit_log where details ->> 'export' = ${id}`;
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
  ])("is the one that connected, whatever %j claims", async (headers) => {
    expect((await recorded(headers))?.ip).toBe("127.0.0.1");
  });

  it("goes with a user agent that is cut to a length", async () => {
    expect((await recorded({ "user-agent": "x".repeat(5000) }))?.user_agent).toHaveLength(500);
  });
});

describe("a huge body", () => {
  it.each([
    ["/api/exports", "application/json"],
    ["/api/exports", "application/x-www-form-urlencoded"],
  ])("to %s as %s is refused before it is read", async (path, type) => {
    const before = await size();
    const answer = await admin.fetch(path, {
      method: "POST",
      body: "x".repeat(20_000_000),
      headers: { "content-type": type },
    });
    expect(answer.status).toBe(413);
    expect(await size()).toEqual(before);
  });

  it("to sign-in is refused", async () => {
    const form = new FormData();
    form.append("email", "x".repeat(2_000_000));
    const answer = await fetch(`${stack.appUrl}/login`, {
      method: "POST",
      body: form,
      headers: { "next-action": "0".repeat(42) },
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${stack.appUrl}/login`)).status).toBe(200);
  });
});

it("another site's link does not use a download up", async () => {
  const { id, file } = await admin.begin({ workspace: workspace.slug, kind: "contacts", format: "csv" });
  for (const site of ["cross-site", "same-site"]) {
    expect((await admin.fetch(file, { headers: { "sec-fetch-site": site } })).status).toBe(403);
    expect(
      (await admin.fetch(`/api/exports/${id}/cancel`, { method: "POST", headers: { "sec-fetch-site": site } })).status,
    ).toBe(403);
  }
  const [run] = await sql`select status from exports where id = ${id}`;
  expect(run?.status).toBe("pending");
});

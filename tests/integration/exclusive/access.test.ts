import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessTokenOf, dataApi, fetchFirstBatch } from "../../support/roles";
import { sql, stack } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { endedExport } from "../../support/workspace";

const accounts = {
  "signed out": null,
  member: "member@acme.test",
  admin: "admin@acme.test",
  owner: "owner@acme.test",
  "admin elsewhere": "admin@globex.test",
  "admin here, member there": "both@hydra.test",
} as const;
type Who = keyof typeof accounts;

const signedIn = {} as Record<Who, TestUser>;
const tenants = {} as Record<"acme" | "globex", string>;

beforeAll(async () => {
  for (const [who, email] of Object.entries(accounts)) {
    signedIn[who as Who] = email ? await TestUser.signedIn(email) : TestUser.signedOut();
  }
  for (const { slug, id } of await sql`select slug, id from tenants where slug in ('acme', 'globex')`) {
    tenants[slug as "acme" | "globex"] = id;
  }
});

const csvOf = (workspace: string) => ({ workspace, kind: "contacts", format: "csv" });

describe("POST /api/exports", () => {
  it.each([
    ["signed out", "acme", 401],
    ["member", "acme", 403],
    ["admin", "acme", 201],
    ["owner", "acme", 201],
    ["admin elsewhere", "acme", 404],
    ["admin here, member there", "acme", 201],
    ["signed out", "globex", 401],
    ["member", "globex", 404],
    ["admin", "globex", 404],
    ["admin elsewhere", "globex", 201],
    ["admin here, member there", "globex", 403],
    ["admin", "no-such-workspace", 404],
  ] as const)("%s, for workspace %s, gets a %i", async (who, workspace, status) => {
    const response = await signedIn[who].postExport(csvOf(workspace));
    expect(response.status).toBe(status);
    if (status !== 201)
      expect(await response.json()).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
  });
});

describe("GET /api/exports/:id/file of an export that Acme's admin created", () => {
  it.each([
    ["signed out", 401],
    ["member", 404],
    ["owner", 403],
    ["admin elsewhere", 404],
    ["admin here, member there", 403],
  ] as const)("%s gets a %i, and the export stays pending", async (who, status) => {
    const { id, file } = await signedIn.admin.createExport(csvOf("acme"));
    expect((await signedIn[who].fetch(file)).status).toBe(status);
    const [row] = await sql`select status from exports where id = ${id}`;
    expect(row?.status).toBe("pending");
  });

  it("an admin elsewhere gets the same 404 as for an id that does not exist", async () => {
    const { file } = await signedIn.admin.createExport(csvOf("acme"));
    const other = await signedIn["admin elsewhere"].fetch(file);
    const missing = await signedIn["admin elsewhere"].fetch(`/api/exports/${crypto.randomUUID()}/file`);
    const malformed = await signedIn["admin elsewhere"].fetch("/api/exports/x/file");
    const bodies = await Promise.all(
      [other, missing, malformed].map((response) => response.json() as Promise<{ error: object }>),
    );
    expect([other.status, missing.status, malformed.status]).toEqual([404, 404, 404]);
    for (const { error } of bodies) expect({ ...error, requestId: "" }).toEqual({ ...bodies[0]?.error, requestId: "" });
  });

  it("its admin gets a 409 for a second download, with what to do instead", async () => {
    const { id, file } = await signedIn.admin.createExport(csvOf("acme"));
    await (await signedIn.admin.fetch(file)).arrayBuffer();
    const again = await signedIn.admin.fetch(file);
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ error: { message: expect.stringContaining("Start a new one") } });
    expect(await endedExport(id)).toMatchObject({ status: "completed" });
  });
});

describe("a page of a workspace", () => {
  it.each([
    ["signed out", "/acme/settings/data-export", 307],
    ["member", "/acme", 200],
    ["member", "/acme/settings", 403],
    ["member", "/acme/settings/data-export", 403],
    ["admin", "/acme/settings", 200],
    ["admin", "/acme/settings/data-export", 200],
    ["owner", "/acme/settings/data-export", 200],
    ["admin", "/globex/settings/data-export", 404],
    ["admin elsewhere", "/acme", 404],
    ["admin elsewhere", "/acme/settings/data-export", 404],
    ["admin here, member there", "/globex/settings/data-export", 403],
    ["admin", "/no-such-workspace", 404],
  ] as const)("%s at %s gets a %i", async (who, path, status) => {
    const response = await signedIn[who].fetch(path);
    expect(response.status).toBe(status);
    const page = await response.text();
    if (status === 403) expect(page).not.toContain('<form method="post" action="/api/exports"');
    if (status === 307) expect(response.headers.get("location")).toContain(`/login?next=${encodeURIComponent(path)}`);
  });
});

describe("an export inserted through the Data API", () => {
  const row = (tenant: string) => ({ tenant_id: tenant, kind: "contacts", format: "csv" });

  it.each([
    ["member@acme.test", "acme"],
    ["admin@globex.test", "acme"],
    ["both@hydra.test", "globex"],
  ] as const)("is refused to %s in workspace %s", async (email, slug) => {
    const { error } = await dataApi(await accessTokenOf(email))
      .from("exports")
      .insert(row(tenants[slug] as string));
    expect(error?.code).toBe("42501");
  });

  it("gets its own user as actor and starts as pending, whatever an admin sends", async () => {
    const [other] = await sql`select id from auth.users where email = 'owner@acme.test'`;
    const client = dataApi(await accessTokenOf("admin@acme.test"));
    const { data, error } = await client
      .from("exports")
      .insert({
        ...row(tenants.acme),
        actor_email: "owner@acme.test",
        actor_name: "Somebody",
        status: "completed",
        rows_written: 99,
        sha256: "x",
      })
      .select()
      .single();
    expect(error).toBeNull();
    expect(data).toMatchObject({ actor_email: "admin@acme.test", status: "pending", rows_written: 0, sha256: null });
    const posing = await client
      .from("exports")
      .insert({ ...row(tenants.acme), actor_id: other?.id })
      .select()
      .single();
    expect(posing.error ? null : posing.data.actor_email).not.toBe("owner@acme.test");
  });

  it("cannot be rewritten by the admin who created it", async () => {
    const client = dataApi(await accessTokenOf("admin@acme.test"));
    const { data: created } = await client.from("exports").insert(row(tenants.acme)).select().single();
    for (const change of [
      { status: "completed" },
      { actor_name: "X" },
      { status: "running", rows_written: 5 },
      { tenant_id: tenants.globex },
    ]) {
      await client.from("exports").update(change).eq("id", created.id);
    }
    const [after] = await sql`select * from exports where id = ${created.id}`;
    expect(after).toMatchObject({
      status: "pending",
      actor_name: created.actor_name,
      rows_written: "0",
      tenant_id: tenants.acme,
    });
  });
});

describe("an export token", () => {
  it("reads the customers of its own workspace only, and nothing once the export has ended", async () => {
    const client = dataApi(await accessTokenOf("admin@acme.test"));
    const { data: created } = await client
      .from("exports")
      .insert({ tenant_id: tenants.acme, kind: "contacts", format: "csv" })
      .select()
      .single();
    const token = "the token of this test";
    const hash = Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))).toString("hex");
    await client.rpc("open_export", { export_id: created.id, token_hash: hash });
    const tokenClient = dataApi(null, { "x-export-token": token });

    const { text } = await fetchFirstBatch(token);
    const ids = [...text.matchAll(/\(([0-9a-f-]{36}),/g)].map(([, id]) => id as string);
    expect(ids).toHaveLength(1000);
    expect(await sql`select id from customers where tenant_id <> ${tenants.acme} and id in ${sql(ids)}`).toEqual([]);

    expect(
      (
        await tokenClient.rpc("finish_export", {
          outcome: "interrupted",
          rows_written: 0,
          bytes_written: 0,
          cells_guarded: 0,
          counts: {},
        })
      ).data,
    ).toBe(true);
    expect((await fetchFirstBatch(token)).code).toBe("PT409");
    expect(
      (
        await tokenClient.rpc("finish_export", {
          outcome: "completed",
          rows_written: 1,
          bytes_written: 1,
          cells_guarded: 0,
          counts: {},
        })
      ).data,
    ).toBe(false);
  });
});

describe("the audit log", () => {
  const attempts = {
    update: "update audit_log set action = 'rewritten'",
    "update that matches nothing": "update audit_log set action = 'rewritten' where false",
    delete: "delete from audit_log",
    truncate: "truncate audit_log",
    "truncate through exports": "truncate exports cascade",
    insert: "insert into audit_log (tenant_id, action) values (gen_random_uuid(), 'made.up')",
    "delete of the export": "delete from exports",
  };

  it.each(["postgres", "service_role", "authenticated", "anon"])("cannot be changed by SQL as %s", async (role) => {
    const hash = () => sql`select count(*), md5(string_agg(a::text, '' order by id)) from audit_log a`;
    const before = await hash();
    for (const attempt of Object.values(attempts)) {
      await expect(
        sql.begin(async (tx) => {
          await tx.unsafe(`set local role ${role}`);
          await tx.unsafe(attempt);
        }),
      ).rejects.toThrow(/append-only|written by exports|permission denied|row-level security/);
    }
    expect(await hash()).toEqual(before);
  });

  it("cannot be changed with ordinary triggers disabled by session_replication_role", async () => {
    await expect(
      sql.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        await tx`delete from audit_log`;
      }),
    ).rejects.toThrow(/append-only/);
  });

  it("cannot be changed with the service key through the Data API", async () => {
    const service = createClient(stack.supabaseUrl, stack.secretKey, { auth: { persistSession: false } });
    const { count } = await service.from("audit_log").select("*", { count: "exact", head: true });
    expect(count).toBeGreaterThan(0);
    const responses = [
      await service.from("audit_log").update({ action: "x" }).eq("tenant_id", tenants.acme),
      await service.from("audit_log").delete().eq("tenant_id", tenants.acme),
      await service.from("audit_log").insert({ tenant_id: tenants.acme, action: "x" }),
    ];
    for (const { error } of responses) expect(error).not.toBeNull();
    expect((await service.from("audit_log").select("*", { count: "exact", head: true })).count).toBe(count);
  });
});

afterAll(() => sql.end());

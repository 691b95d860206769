import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessTokenOf, dataApi, withToken } from "../support/roles";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { withoutTriggers } from "../support/without-triggers";
import { addContacts, endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

// What an admin can do with a token of their own: insert an export, open it with a hash of their choosing, and call the token's
// functions with the publishable key. The app's server takes no part in it.

let workspace: { id: string; slug: string };
let admin: TestUser;
let client: SupabaseClient;
beforeAll(async () => {
  workspace = await makeWorkspace("own-token");
  await sql`update tenants set max_running_exports = 1000 where id = ${workspace.id}`;
  await addContacts(workspace.id, 10);
  admin = await TestUser.signedIn("admin@acme.test");
  client = dataApi(await accessTokenOf("admin@acme.test"));
});
afterAll(() => sql.end());

const contacts = () => ({ tenant_id: workspace.id, kind: "contacts", format: "csv" });

/** Inserts an export and opens it with a token of one's own. */
async function openOwn(tenant_id = workspace.id): Promise<{ id: string; token: string; own: SupabaseClient }> {
  const { data } = await client
    .from("exports")
    .insert({ ...contacts(), tenant_id })
    .select("id")
    .single()
    .throwOnError();
  const token = randomBytes(32).toString("base64url");
  const token_hash = createHash("sha256").update(token).digest("hex");
  await client.rpc("open_export", { export_id: data.id, token_hash }).throwOnError();
  return { id: data.id, token, own: dataApi(null, { "x-export-token": token }) };
}

const sent = { rows_written: 10, bytes_written: 1000, cells_guarded: 0, counts: {} };
const sha256 = createHash("sha256").update("a file of my own").digest("hex");
const tooLarge = 2 ** 53;

/** The migrations' statements about rights on the table exports. */
function grantsOnExports(): string[] {
  const folder = "supabase/migrations";
  const migrations = readdirSync(folder).toSorted();
  const sources = migrations.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  return sources.match(/^(revoke|grant) [^;]*\bon public\.exports [^;]*;/gm) ?? [];
}

/** The text of a page, without the parts of words that React marks. */
async function pageText(path: string): Promise<string> {
  const response = await admin.fetch(path);
  expect(response.status).toBe(200);
  return (await response.text()).replaceAll("<!-- -->", "");
}
const receiptPage = (id: string) => pageText(`/${workspace.slug}/settings/data-export/receipts/${id}`);
const auditPage = () => pageText(`/${workspace.slug}/team/audit-log`);

describe("an outcome reported with an own token is refused with", () => {
  const failed = { ...sent, outcome: "failed" };
  it.each<[string, object]>([
    ["a reason in own words", { ...failed, failure: "Nothing happened here." }],
    ["a reason of 40 MB", { ...failed, failure: "x".repeat(40_000_000) }],
    [
      "50,000 counts",
      { ...failed, counts: Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, n])) },
    ],
    ["an unknown count", { ...failed, counts: { secrets: 1 } }],
    ["a count of 1.5", { ...failed, counts: { messages: 1.5 } }],
    ["a negative count", { ...failed, counts: { messages: -1 } }],
    ["a count beyond what JavaScript can represent", { ...failed, counts: { messages: tooLarge } }],
    ["a count that is text", { ...failed, counts: { messages: "1" } }],
    ["counts that are a list", { ...failed, counts: [1] }],
    ["negative rows", { ...failed, rows_written: -1 }],
    ["more rows than JavaScript can represent", { ...failed, rows_written: tooLarge }],
    ["negative bytes", { ...failed, bytes_written: -1 }],
    ["a negative number of escaped cells", { ...failed, cells_guarded: -1 }],
    ["cut cells of an unknown type of record", { ...failed, cells_cut: { bots: { name: 1 } } }],
    ["cut cells that are text", { ...failed, cells_cut: { contacts: { notes: "<b>" } } }],
    ["cut cells of a column with any name", { ...failed, cells_cut: { contacts: { "<b>": 1 } } }],
    ["no cut cells", { ...failed, cells_cut: { contacts: { notes: 0 } } }],
    ["a list of cut cells", { ...failed, cells_cut: [1] }],
    ["a SHA-256 that is none", { ...sent, outcome: "completed", sha256: "x".repeat(1_000_000) }],
    ["a SHA-256 in capitals", { ...sent, outcome: "completed", sha256: sha256.toUpperCase() }],
    ["a receipt of 10 kB", { ...failed, receipt: `a.${"b".repeat(10_000)}.c` }],
    ["a receipt that is no JWS", { ...failed, receipt: "<script>alert(1)</script>" }],
    ["the database's own reason", { ...failed, outcome: "interrupted", failure: "server_lost" }],
    ["the database's own reason for an unused export", { ...failed, failure: "never_downloaded" }],
    ["the status cancelled", { ...sent, outcome: "cancelled" }],
  ])("%s", async (_name, report) => {
    const { id, own } = await openOwn();
    const { data, error } = await own.rpc("finish_export", report);
    expect(error ? null : data).toBeNull();
    const [row] = await sql`select status, failure, counts, sha256, receipt from exports where id = ${id}`;
    expect(row).toEqual({ status: "running", failure: null, counts: null, sha256: null, receipt: null });
  });
});

it.each(['{"messages": 12345678901234567890}', '{"messages": 1.50}', '{"messages": {"a": 1}}', "null", "7", '"7"'])(
  "the counts %s are refused, by SQL either",
  async (counts) => {
    const { token } = await openOwn();
    const report = "update exports set status = 'failed', counts = $1::text::jsonb";
    await expect(withToken(token, report, [counts])).resolves.toBe(0);
  },
);

it("a progress report with an own token is refused with numbers that no file has", async () => {
  const { id, own } = await openOwn();
  for (const report of [
    { rows_written: -1 },
    { rows_total: -1 },
    { rows_total: tooLarge },
    { bytes_written: tooLarge },
  ]) {
    const { error } = await own.rpc("report_progress", { rows_written: 0, bytes_written: 0, ...report });
    expect(error).not.toBeNull();
  }
  const [row] = await sql`select rows_written, rows_total, bytes_written from exports where id = ${id}`;
  expect(row).toEqual({ rows_written: "0", rows_total: null, bytes_written: "0" });
});

it("an own token changes no other column, cannot cancel, and cannot record the database's own reasons, by SQL either", async () => {
  const { token } = await openOwn();
  for (const change of [
    "actor_id = null",
    "actor_name = 'Somebody else'",
    "ip = repeat('x', 1000000)",
    "user_agent = repeat('x', 1000000)",
    "cutoff_at = 'infinity'",
    "expires_at = 'infinity'",
    "token_hash = repeat('0', 64)",
    "id = gen_random_uuid()",
    "status = 'cancelled'",
    "status = 'interrupted', failure = 'server_lost'",
    "status = 'expired'",
    "status = 'failed', failure = 'never_downloaded'",
  ]) {
    expect(await withToken(token, `update exports set ${change}`), change).toBe(0);
  }
  expect(await withToken(token, "update exports set status = 'failed', failure = 'internal'")).toBe(1);
});

it("an export cannot be opened with a hash that is none", async () => {
  const { data } = await client.from("exports").insert(contacts()).select("id").single().throwOnError();
  for (const token_hash of ["x", "x".repeat(1_000_000), sha256.toUpperCase()]) {
    expect((await client.rpc("open_export", { export_id: data.id, token_hash })).error).not.toBeNull();
  }
  expect(await sql`select status, token_hash from exports where id = ${data.id}`).toEqual([
    { status: "pending", token_hash: null },
  ]);
});

it("an outcome after two minutes of silence is recorded with its actor", async () => {
  const { id, own } = await openOwn();
  await withoutTriggers(
    "exports",
    (tx) => tx`update exports set heartbeat_at = now() - interval '3 minutes' where id = ${id}`,
  );
  const { data } = await own.rpc("finish_export", { ...sent, outcome: "interrupted", failure: "client_disconnected" });
  expect(data).toBe(true);
  expect((await entriesOfExport(id)).map(({ action, actor_email }) => [action, actor_email])).toEqual([
    ["export.contacts", "admin@acme.test"],
    ["export.interrupted", "admin@acme.test"],
  ]);
});

describe("an outcome recorded with an own token", () => {
  let id: string;
  beforeAll(async () => {
    const opened = await openOwn();
    id = opened.id;
    const { data } = await opened.own.rpc("finish_export", { ...sent, rows_written: 0, outcome: "completed", sha256 });
    expect(data).toBe(true);
  });

  it("is not confirmed by the server on its receipt, which cannot be downloaded", async () => {
    const page = await receiptPage(id);
    expect(page).toContain("Not confirmed by the server");
    expect(page).not.toContain("exactly what was exported");
    expect((await admin.fetch(`/api/exports/${id}/receipt`)).status).toBe(404);
  });

  it("is not confirmed by the server in the audit log and in the list of exports", async () => {
    expect(await auditPage()).toContain("Not confirmed by the server");
    expect(await pageText(`/${workspace.slug}/settings/data-export`)).toContain("Not confirmed by the server");
  });

  it("does not make its file verify as complete and unchanged", async () => {
    const response = await admin.fetch(`/api/exports/verify?workspace=${workspace.slug}&sha256=${sha256}`);
    expect(await response.json()).toMatchObject({ id, confirmed: false });
  });
});

it.each(["failed", "interrupted"])(
  "%s with an own token is not the last outcome that the settings page states",
  async (outcome) => {
    const { slug, id: tenant_id } = await makeWorkspace("own-failure");
    const { own } = await openOwn(tenant_id);
    expect((await own.rpc("finish_export", { ...sent, outcome, failure: "internal" })).data).toBe(true);
    const page = await pageText(`/${slug}/settings/data-export`);
    expect(page).toContain("Not confirmed by the server");
    expect(page).not.toMatch(/(Failed|Interrupted) </);
    expect(page).not.toContain("Something went wrong");
  },
);

describe("the record of an export by the app's server", () => {
  async function download(): Promise<{ id: string; sha256: string }> {
    const { id, response } = await admin.download({ workspace: workspace.slug, kind: "contacts", format: "csv" });
    const bytes = await response.arrayBuffer();
    await endedExport(id);
    return { id, sha256: createHash("sha256").update(new Uint8Array(bytes)).digest("hex") };
  }
  const verify = async (hash: string) =>
    (await admin.fetch(`/api/exports/verify?workspace=${workspace.slug}&sha256=${hash}`)).json();

  it("is confirmed, also when somebody records the same hash with an own token afterwards", async () => {
    const real = await download();
    expect(await receiptPage(real.id)).not.toContain("Not confirmed");
    for (let n = 0; n < 3; n++) {
      const { own } = await openOwn();
      await own.rpc("finish_export", { ...sent, outcome: "completed", sha256: real.sha256 });
    }
    expect(await verify(real.sha256)).toMatchObject({ confirmed: true });
  });

  it("is found among thousands that were recorded with the same hash before it", async () => {
    const real = await download();
    await withoutTriggers("exports", async (tx) => {
      await tx`
        insert into exports (id, tenant_id, kind, format, actor_id, status, sha256, receipt, created_at)
        select gen_random_uuid(), tenant_id, kind, format, actor_id, status, sha256, receipt, created_at - interval '1 day' - n * interval '1 minute'
        from exports, generate_series(1, 2500) n where id = ${real.id}`;
    });
    expect(await verify(real.sha256)).toMatchObject({ confirmed: true });
  });

  it("has a receipt that confirms no other export", async () => {
    const real = await download();
    const [signed] = await sql`select * from exports where id = ${real.id}`;
    const { id, own } = await openOwn();
    const copied = {
      outcome: "completed",
      rows_written: Number(signed?.rows_written),
      bytes_written: Number(signed?.bytes_written),
      cells_guarded: Number(signed?.cells_guarded),
      counts: signed?.counts,
      sha256: real.sha256,
      receipt: signed?.receipt,
    };
    expect((await own.rpc("finish_export", copied)).data).toBe(true);
    expect(await receiptPage(id)).toContain("Not confirmed by the server");
    expect((await admin.fetch(`/api/exports/${id}/receipt`)).status).toBe(404);
  });

  it.each([
    ["rows_written", "rows_written + 1"],
    ["bytes_written", "bytes_written - 1"],
    ["cells_guarded", "cells_guarded + 1"],
    ["cells_cut", `'{"contacts": {"notes": 1}}'`],
    ["compress", "'gzip'"],
    ["counts", `'{"messages": 1}'`],
    ["sha256", "repeat('0', 64)"],
    ["actor_email", "'owner@acme.test'"],
    ["actor_id", "gen_random_uuid()"],
    ["format", "'csv-exact'"],
    ["kind", "'audit_log'"],
    ["started_at", "started_at + interval '1 hour'"],
    ["status", "'failed'"],
    ["failure", "'internal'"],
  ])("is no longer confirmed when a superuser has changed %s", async (column, value) => {
    const { id } = await download();
    await withoutTriggers("exports", (tx) => tx.unsafe(`update exports set ${column} = ${value} where id = $1`, [id]));
    expect(await receiptPage(id)).toContain("Not confirmed by the server");
    expect((await admin.fetch(`/api/exports/${id}/receipt`)).status).toBe(404);
  });
});

it("a contact's export is no longer confirmed when a superuser has changed whether it has internal notes", async () => {
  const [contact] = await sql`select id from customers where tenant_id = ${workspace.id} limit 1`;
  const request = { workspace: workspace.slug, kind: "contact", format: "json", contact: contact?.id };
  const { id, response } = await admin.download(request);
  await response.arrayBuffer();
  await endedExport(id);
  expect(await receiptPage(id)).not.toContain("Not confirmed by the server");
  await withoutTriggers("exports", (tx) => tx`update exports set include_notes = false where id = ${id}`);
  expect(await receiptPage(id)).toContain("Not confirmed by the server");
});

describe("an own token keeps no export running", () => {
  const alive = { ...sent, outcome: "running", counts: null };
  it("when its time is over", async () => {
    const { id, token, own } = await openOwn();
    await withoutTriggers("exports", (tx) => tx`update exports set expires_at = now() where id = ${id}`);
    expect((await own.rpc("finish_export", alive)).data).not.toBe(true);
    expect(await withToken(token, "update exports set rows_written = 5")).toBe(0);
    expect(await sql`select rows_written from exports where id = ${id}`).toEqual([{ rows_written: "0" }]);
  });

  it("when its actor is no longer an admin", async () => {
    const { id, token, own } = await openOwn();
    const setRole = (role: string) => sql`update members set role = ${role}::member_role
      where tenant_id = ${workspace.id} and email = 'admin@acme.test'`;
    await setRole("member");
    try {
      expect((await own.rpc("finish_export", alive)).data).not.toBe(true);
      expect(await withToken(token, "update exports set bytes_written = 5")).toBe(0);
    } finally {
      await setRole("admin");
    }
    expect(await sql`select bytes_written from exports where id = ${id}`).toEqual([{ bytes_written: "0" }]);
  });
});

it("the service role gets the right to read exports from the migrations and no other, whatever a hosted project grants by default", async () => {
  await expect(
    sql.begin(async (tx) => {
      await tx`grant all on exports to service_role`;
      for (const grant of grantsOnExports()) await tx.unsafe(grant);
      await tx`set local role service_role`;
      await tx`select from exports limit 1`;
      await tx`update exports set status = status where false`;
    }),
  ).rejects.toThrow(/permission denied for table exports/);
});

describe("a cancelled export", () => {
  it("whose numbers are those of an own token says at least", async () => {
    const { id, own } = await openOwn();
    await own.rpc("report_progress", { rows_written: 7, bytes_written: 700 }).throwOnError();
    await client.from("exports").update({ status: "cancelled" }).eq("id", id).throwOnError();
    expect(await receiptPage(id)).toMatch(/At least 7\D.*At least 700 bytes/s);
    const [, cancelled] = await entriesOfExport(id);
    expect(cancelled?.details).toMatchObject({ rows: 7, bytes: 700, at_least: true });
    expect(await auditPage()).toContain("At least 7<");

    // The token may say once that more was sent, and never that less was.
    const ended = { ...sent, outcome: "interrupted", failure: "already_ended", receipt: "a.b.c" };
    await own.rpc("finish_export", { ...ended, rows_written: 6 });
    expect(await endedExport(id)).toMatchObject({ status: "cancelled", rows_written: "7", receipt: null });
    expect((await own.rpc("finish_export", { ...ended, rows_written: 8 })).data).toBe(false);
    expect(await endedExport(id)).toMatchObject({ status: "cancelled", rows_written: "8", failure: null });
    await own.rpc("finish_export", { ...ended, rows_written: 9 });
    expect(await endedExport(id)).toMatchObject({ rows_written: "8" });
    expect(await receiptPage(id)).toContain("Not confirmed by the server");
    expect((await entriesOfExport(id)).map(({ action }) => action)).toEqual(["export.contacts", "export.cancelled"]);
  });
});

describe("an insert into exports through the Data API", () => {
  it("is refused with an id, whether it exists in another workspace or not", async () => {
    const globex = dataApi(await accessTokenOf("admin@globex.test"));
    const [tenant] = await sql`select id from tenants where slug = 'globex'`;
    const foreign = await globex
      .from("exports")
      .insert({ ...contacts(), tenant_id: tenant?.id })
      .select("id")
      .single();
    for (const id of [foreign.data?.id, crypto.randomUUID()]) {
      const { error, status } = await client.from("exports").insert({ ...contacts(), id });
      expect({ code: error?.code, status }).toEqual({ code: "42501", status: 403 });
    }
  });

  // PostgREST refuses them by the column's grant, Supabase Lite, which grants everything, leaves them to the trigger.
  it.each([
    ["created_at", "2020-01-01T00:00:00+00:00"],
    ["actor_id", "aaaaaaaa-0000-4000-8000-000000000000"],
    ["actor_name", "Somebody else"],
    ["status", "completed"],
    ["token_hash", "0".repeat(64)],
    ["expires_at", "2099-01-01"],
    ["cutoff_at", "2099-01-01"],
    ["rows_written", 5],
    ["sha256", sha256],
    ["receipt", "a.b.c"],
    ["failure", "internal"],
    ["cancelled_by", "aaaaaaaa-0000-4000-8000-000000000000"],
  ])("with %s is refused, or the value is ignored", async (column, value) => {
    const { data, error } = await client
      .from("exports")
      .insert({ ...contacts(), [column]: value })
      .select()
      .single();
    if (error) expect(error.code).toBe("42501");
    else expect(data).toMatchObject({ status: "pending", actor_name: "admin@acme.test" });
    expect(data?.[column]).not.toBe(value);
  });

  it.each([
    [
      "authenticated",
      "insert into exports (tenant_id, kind, format, id) values ($1, 'contacts', 'csv', gen_random_uuid())",
    ],
    [
      "authenticated",
      "insert into exports (tenant_id, kind, format, created_at) values ($1, 'contacts', 'csv', now())",
    ],
    ["authenticated", "insert into exports (tenant_id, kind, format, receipt) values ($1, 'contacts', 'csv', 'a.b.c')"],
    ["authenticated", "update exports set rows_written = 5 where tenant_id = $1"],
    ["anon", "insert into exports (tenant_id, kind, format) values ($1, 'contacts', 'csv')"],
    ["anon", "update exports set ip = '' where tenant_id = $1"],
    ["anon", "update exports set token_hash = null where tenant_id = $1"],
  ])("and an update name no other column than the migrations grant: as %s, %s", async (role, statement) => {
    await expect(
      sql.begin(async (tx) => {
        // Supabase Lite has granted everything; the migrations' own lines are what a hosted project has.
        for (const grant of grantsOnExports()) await tx.unsafe(grant);
        await tx.unsafe(`set local role ${role}`);
        await tx.unsafe(statement, [workspace.id]);
      }),
    ).rejects.toThrow(/permission denied for table exports/);
  });

  // Otherwise its file would lack records without its name, its receipt or the log saying so.
  it.each([
    ["contacts", "csv"],
    ["audit_log", "csv"],
  ])(
    "of %s is refused without internal notes, which only conversations and a single contact's file can leave out",
    async (kind, format) => {
      const { error } = await client
        .from("exports")
        .insert({ tenant_id: workspace.id, kind, format, include_notes: false });
      expect(error).not.toBeNull();
      expect(
        await sql`select from exports where tenant_id = ${workspace.id} and kind <> 'contact' and not include_notes`,
      ).toEqual([]);
    },
  );

  it("keeps 100 characters of an IP address and 500 of a user agent", async () => {
    const long = { ip: "x".repeat(1_000_000), user_agent: "y".repeat(1_000_000) };
    const { data } = await client
      .from("exports")
      .insert({ ...contacts(), ...long })
      .select()
      .single()
      .throwOnError();
    expect([data.ip.length, data.user_agent.length]).toEqual([100, 500]);
  });
});

describe("pending exports", () => {
  it("are bounded: 3,000 in one request are refused whole, and a colleague can start", async () => {
    const { id, slug } = await makeWorkspace("pending");
    const row = { ...contacts(), tenant_id: id };
    const { error, status } = await client.from("exports").insert(Array.from({ length: 3000 }, () => row));
    expect({ code: error?.code, status }).toEqual({ code: "PT429", status: 429 });
    expect(await sql`select from exports where tenant_id = ${id}`).toHaveLength(0);

    await client
      .from("exports")
      .insert(Array.from({ length: 60 }, () => row))
      .throwOnError();
    const refused = await admin.postExport({ workspace: slug, kind: "contacts", format: "csv" });
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      error: {
        code: "too_many_running",
        message:
          "60 of your exports are waiting for their download, the maximum. Wait until one has ended, or cancel one.",
      },
    });
    const owner = await TestUser.signedIn("owner@acme.test");
    expect((await owner.postExport({ workspace: slug, kind: "contacts", format: "csv" })).status).toBe(201);
  });

  it("are bounded for all users of a workspace together", async () => {
    const { id, slug } = await makeWorkspace("pending-all");
    await withoutTriggers(
      "exports",
      (tx) => tx`
      insert into exports (id, tenant_id, kind, format, actor_id, created_at)
      select gen_random_uuid(), ${id}, 'contacts', 'csv', gen_random_uuid(), clock_timestamp() from generate_series(1, 300)`,
    );
    const refused = await admin.postExport({ workspace: slug, kind: "contacts", format: "csv" });
    expect(refused.status).toBe(429);
    expect(await refused.text()).toContain("300 exports of this workspace are waiting for their download");
  });
});

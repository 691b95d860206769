import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addEntries } from "../support/audit-entries";
import { downloadRepeatedly, isInstalled } from "../support/command-line-client";
import { type CuttingProxy, startCuttingProxy } from "../support/cutting-proxy";
import { pauseDownload } from "../support/paused-download";
import { sql, stack } from "../support/stack";
import { takeBytes } from "../support/take-bytes";
import { type ExportFields, TestUser } from "../support/test-user";
import { unpack } from "../support/unpack";
import { withoutTriggers } from "../support/without-triggers";
import { addContacts, addManyContacts, endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

let workspace: { id: string; slug: string };
let large: { id: string; slug: string };
let talkative: { slug: string; contact: string };
let admin: TestUser;
let owner: TestUser;
let proxy: CuttingProxy;
let directory: string;
beforeAll(async () => {
  workspace = await makeWorkspace("resume");
  await addContacts(workspace.id, 9_000, 1_000);
  large = await makeWorkspace("resume-large");
  await addManyContacts(large.id);
  talkative = await makeTalkativeContact();
  [admin, owner] = [await TestUser.signedIn("admin@acme.test"), await TestUser.signedIn("owner@acme.test")];
  proxy = await startCuttingProxy(stack.appUrl);
  directory = mkdtempSync(join(tmpdir(), "hydra-resume-"));
});
afterAll(async () => {
  await proxy.stop();
  rmSync(directory, { recursive: true });
});

/** A workspace whose only contact has 9,000 messages that do not compress well, and whose audit log has 4,000 entries. */
async function makeTalkativeContact() {
  const { id: tenant, slug } = await makeWorkspace("resume-talkative");
  const [{ id: contact } = { id: "" }] = await sql`
    insert into customers (tenant_id, type, name) values (${tenant}, 'contact', 'Talks Often') returning id`;
  await sql`
    insert into conversations (tenant_id, customer_id, created_at)
    select ${tenant}, ${contact}, timestamptz '2025-01-01' + n * interval '1 hour' from generate_series(1, 300) n`;
  await sql`
    insert into messages (tenant_id, conversation_id, role, content, created_at)
    select ${tenant}, c.id, 'user', t.text, c.created_at + n * interval '1 minute'
    from conversations c cross join generate_series(1, 30) n
      cross join lateral (select string_agg(md5(c.id::text || n || part), '') as text from generate_series(1, 30) part) t
    where c.tenant_id = ${tenant}`;
  await addEntries({ tenant, details: JSON.stringify({ note: "A long note. ".repeat(90) }), times: 4_000 });
  return { slug, contact: contact as string };
}

const csv = (): ExportFields => ({ workspace: workspace.slug, kind: "contacts", format: "csv" });
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const take = (file: string, from: number, bytes?: number, user = admin, headers = {}) =>
  takeBytes(user, file, from, bytes, headers);

/** An export whose client has left after some bytes. */
async function cutOff(fields: ExportFields, bytes: number) {
  const { id, file } = await admin.createExport(fields);
  const { body, response } = await take(file, 0, bytes);
  await endedExport(id);
  return { id, file, body, etag: response.headers.get("etag") as string };
}

describe("what is asked for before a download", () => {
  it("does not use it up: HEAD, a probe, a range, a prefetch", async () => {
    const { id, file } = await admin.createExport(csv());
    const head = await admin.fetch(file, { method: "HEAD" });
    expect(head.status).toBe(200);
    expect(Object.fromEntries(head.headers)).toMatchObject({
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": expect.stringMatching(/attachment; filename="resume-.*-contacts-.*Z\.csv"/),
      "accept-ranges": "bytes",
      etag: `"${id}-1"`,
    });
    for (const range of ["bytes=0-0", "bytes=5-9", "bytes=100-", "bytes=-500", "bytes=0-1,5-6"]) {
      const response = await admin.fetch(file, { headers: { range } });
      expect([range, response.status]).toEqual([range, 416]);
    }
    expect((await admin.fetch(file, { headers: { "sec-purpose": "prefetch;prerender" } })).status).toBe(403);
    expect((await sql`select status from exports where id = ${id}`)[0]).toEqual({ status: "pending" });
    const { response } = await take(file, 0, undefined, admin, { range: "bytes=0-" });
    expect([response.status, response.headers.get("accept-ranges")]).toEqual([200, "bytes"]);
    expect(await endedExport(id)).toMatchObject({ status: "completed" });
  });

  it("while another client downloads it is refused with Retry-After", async () => {
    const paused = await pauseDownload(admin, { ...csv(), workspace: large.slug });
    const response = await admin.fetch(`/api/exports/${paused.id}/file`);
    expect([response.status, response.headers.get("retry-after")]).toEqual([409, "5"]);
    expect(await response.text()).toContain("still_running");
    await paused.cancel();
    await endedExport(paused.id);
  });
});

describe("a download that was cut off", () => {
  /** Cuts a download at 30, 31 and 70 %, goes on each time, and compares the joined file with its record. @returns it and a whole one */
  async function resumeThrice(fields: ExportFields) {
    const { id, file } = await admin.createExport(fields);
    const whole = await take((await admin.createExport(fields)).file, 0);
    const size = whole.body.length;
    let joined = (await take(file, 0, Math.floor(size * 0.3))).body;
    for (const share of [0.31, 0.7, 1]) {
      await endedExport(id);
      const bytes = share < 1 ? Math.ceil(size * share) - joined.length : undefined;
      const { response, body } = await take(file, joined.length, bytes);
      expect([response.status, response.headers.get("content-range")?.split("-")[0]]).toEqual([
        206,
        `bytes ${joined.length}`,
      ]);
      joined = Buffer.concat([joined, body]);
    }
    expect(await endedExport(id)).toMatchObject({ status: "completed", attempt: 4, sha256: sha256(joined) });
    const receipt = await (await admin.fetch(`/api/exports/${id}/receipt`)).json();
    expect(receipt).toMatchObject({ version: 3, attempt: 4, sha256: sha256(joined), bytes: joined.length });
    return { joined, whole: whole.body, receipt };
  }

  it.each([
    { kind: "contacts", format: "csv" },
    { kind: "contacts", format: "json" },
    { kind: "contacts", format: "ndjson" },
    { kind: "contacts", format: "csv-excel", compress: "gzip" },
    { kind: "contacts", format: "json", compress: "gzip" },
    { kind: "contacts", format: "xlsx" },
  ])("goes on with the byte after, several times: $kind as $format $compress", async (fields) => {
    const { joined, whole, receipt } = await resumeThrice({ ...fields, workspace: workspace.slug });
    // A workbook says when it was made.
    if (fields.format !== "xlsx") expect(joined.equals(whole)).toBe(true);
    if (fields.compress) expect(gunzipSync(joined).length).toBeGreaterThan(9_000_000);
    expect(receipt).toMatchObject({ rows: 9000 });
  });

  it.each([
    { kind: "conversations", format: "json" },
    { kind: "conversations", format: "ndjson" },
    { kind: "conversations", format: "xlsx" },
    { kind: "audit_log", format: "csv" },
    { kind: "audit_log", format: "json" },
    { kind: "audit_log", format: "ndjson" },
    { kind: "contact", format: "json" },
    { kind: "contact", format: "html" },
    { kind: "contact", format: "zip" },
  ])("goes on with the byte after, several times: $kind as $format", async (fields) => {
    const { joined, whole } = await resumeThrice({
      ...fields,
      workspace: talkative.slug,
      ...(fields.kind === "contact" ? { contact: talkative.contact } : {}),
    });
    // What says when it was made, or has the id of its export.
    if (["json", "ndjson"].includes(fields.format) && fields.kind === "conversations") {
      expect(joined.equals(whole)).toBe(true);
    }
    if (fields.format === "zip") expect(Object.keys(await unpack(joined))).toContain("data.json");
  });

  it.for([
    ["curl", 5],
    ["wget", 2],
  ] as const)("is resumed by %s, wherever it is cut", async ([program, cuts], { skip }) => {
    skip(!isInstalled(program), `${program} is not installed`);
    const { id, file } = await admin.createExport(csv());
    const target = join(directory, `${program}.csv`);
    let left: number = cuts;
    proxy.cutAfter = () => (left-- > 0 ? 1 + Math.floor(Math.random() * 4_000_000) : Number.POSITIVE_INFINITY);
    const { cookie } = admin;
    await downloadRepeatedly({ program, cookie, id, url: proxy.url + file, target, maxTries: 30 });
    const row = await endedExport(id);
    expect(row).toMatchObject({ status: "completed", sha256: sha256(readFileSync(target)) });
    expect(left).toBeLessThan(cuts);
  });

  it("has the same bytes, and goes on, for a client that accepts gzip", async () => {
    const gzip = { "accept-encoding": "gzip, deflate, br, zstd" };
    const { id, file } = await admin.createExport(csv());
    const first = await take(file, 0, 3_000_000, admin, gzip);
    expect([first.response.headers.get("content-encoding"), first.response.headers.get("etag")]).toEqual([
      null,
      `"${id}-1"`,
    ]);
    await endedExport(id);
    const rest = await take(file, first.body.length, undefined, admin, gzip);
    expect([rest.response.status, rest.response.headers.get("content-encoding")]).toEqual([206, null]);
    expect(await endedExport(id)).toMatchObject({ sha256: sha256(Buffer.concat([first.body, rest.body])) });
  });

  it("goes on only with the bytes that If-Range and If-Match name", async () => {
    const { id, file, body, etag } = await cutOff(csv(), 3_000_000);
    expect((await take(file, body.length, 1, admin, { "if-match": '"other"' })).response.status).toBe(412);
    for (const header of ["if-match", "if-range"]) {
      const { response } = await take(file, body.length, 1, admin, { [header]: etag });
      expect([header, response.status]).toEqual([header, 206]);
      await endedExport(id);
    }
    const { response } = await take(file, body.length, 1, admin, { "if-range": `W/${etag}` });
    expect(response.status).toBe(200);
  });

  it("begins again without a range, as a new attempt of the same file", async () => {
    const { id, file, etag } = await cutOff(csv(), 3_000_000);
    const { response, body } = await take(file, 0);
    expect([response.status, response.headers.get("etag")]).toEqual([200, etag]);
    expect(await endedExport(id)).toMatchObject({
      status: "completed",
      attempt: 2,
      resumed_from: "0",
      sha256: sha256(body),
    });
  });

  it("whose end did not arrive goes on after it was completed, and says when it is whole", async () => {
    const { id, file } = await admin.createExport(csv());
    const { body } = await take(file, 0);
    await endedExport(id);
    const past = await take(file, body.length);
    expect([past.response.status, past.response.headers.get("content-range")]).toEqual([416, `bytes */${body.length}`]);
    const from = body.length - 1_500_000;
    const rest = await take(file, from);
    expect(rest.response.headers.get("content-range")).toBe(`bytes ${from}-${body.length - 1}/${body.length}`);
    expect(rest.body.equals(body.subarray(from))).toBe(true);
    expect(await endedExport(id)).toMatchObject({ status: "completed", sha256: sha256(body) });
    expect((await admin.fetch(file)).status).toBe(409);
  });

  it("has a length for clients that send If-Range, as Chromium does, and none for Firefox, which sends If-Match", async () => {
    const { id, file, body, etag } = await cutOff(csv(), 3_000_000);
    const headersOf = async (headers: Record<string, string>) => {
      const { response } = await take(file, body.length, 10, admin, headers);
      await endedExport(id);
      return [response.status, response.headers.get("content-range")];
    };
    const from = `bytes ${body.length}`;
    expect(await headersOf({ "if-range": etag })).toEqual([206, `${from}-9007199254740990/9007199254740991`]);
    expect(await headersOf({ "if-match": etag })).toEqual([206, `${from}-9007199254740991/*`]);
    expect((await take(file, body.length, 10, admin, { "if-match": `"${id}-7"` })).response.status).toBe(412);
  });

  it("is resumed by one of two clients at once", async () => {
    const { id, file, body } = await cutOff({ ...csv(), workspace: large.slug }, 3_000_000);
    const both = await Promise.all([take(file, body.length, 10), take(file, body.length, 10)]);
    expect(both.map(({ response }) => response.status).sort()).toEqual([206, 409]);
    await endedExport(id);
  });

  it("is recorded: each attempt in the audit log, which verifies", async () => {
    const { id, file, body } = await cutOff(csv(), 3_000_000);
    await take(file, body.length);
    await endedExport(id);
    const entries = await entriesOfExport(id);
    expect(entries.map(({ action }) => action)).toEqual([
      "export.contacts",
      "export.interrupted",
      "export.resumed",
      "export.completed",
    ]);
    expect(entries[2]).toMatchObject({
      actor_email: "admin@acme.test",
      details: { export: id, attempt: 2, resumed_from: body.length },
    });
    // One line of the log's page: what was exported, as the request says, and how its last attempt ended.
    const page = await (await admin.fetch(`/${workspace.slug}/team/audit-log?search=${id}`)).text();
    expect(page).toContain("Contacts as CSV");
    for (const path of ["verify", "verify/exports"]) {
      const response = await admin.fetch(`/api/audit-log/${path}?workspace=${workspace.slug}`);
      expect(await response.json()).toMatchObject({ problems: [] });
    }
  });
});

describe("a download that cannot go on", () => {
  it("because a row was edited is refused with 412, and begins again as another file", async () => {
    const other = await makeWorkspace("resume-edited");
    await addContacts(other.id, 9_000, 1_000);
    const { id, file, body, etag } = await cutOff({ ...csv(), workspace: other.slug }, 3_000_000);
    await sql`update customers set name = 'Edited' where tenant_id = ${other.id} and email = 'person2000@example.test'`;
    const { response } = await take(file, body.length);
    expect(response.status).toBe(412);
    expect(await endedExport(id)).toMatchObject({ status: "failed", failure: "not_joinable" });
    const again = await take(file, 0, 5_000_000);
    expect(again.response.status).toBe(200);
    await endedExport(id);
    // Other bytes than those of the first attempt: whoever has those must not join them to these.
    expect((await take(file, body.length)).response.status).toBe(412);
    const whole = await take(file, body.length, undefined, admin, { "if-range": etag });
    expect([whole.response.status, whole.response.headers.get("etag") === etag]).toEqual([200, false]);
    expect(await endedExport(id)).toMatchObject({ status: "completed", sha256: sha256(whole.body) });
    // Completed: the rest of it is still not the rest of the first part, nor does its size say that the first part is whole.
    for (const from of [body.length, whole.body.length]) {
      expect((await take(file, from)).response.status).toBe(412);
    }
    const tag = whole.response.headers.get("etag") as string;
    const rest = await take(file, body.length, undefined, admin, { "if-range": tag });
    expect([rest.response.status, rest.body.equals(whole.body.subarray(body.length))]).toEqual([206, true]);
    expect(await endedExport(id)).toMatchObject({ status: "completed", sha256: sha256(whole.body) });
  });

  it("is refused to its admin once they are a member, and once they are removed", async () => {
    const left = await makeWorkspace("resume-left");
    await addContacts(left.id, 9_000, 1_000);
    const { file, body } = await cutOff({ ...csv(), workspace: left.slug }, 3_000_000);
    const own = sql`tenant_id = ${left.id} and email = 'admin@acme.test'`;
    for (const change of [
      sql`update members set role = 'member' where ${own}`,
      sql`delete from members where ${own}`,
    ]) {
      await change;
      for (const from of [body.length, 0]) {
        const refused = await take(file, from);
        const words = expect.stringContaining("you are not an owner or admin of its workspace");
        expect([refused.response.status, refused.body.toString()]).toEqual([404, words]);
      }
    }
  });

  it("because a row was edited is sent whole to a client that sends If-Range", async () => {
    const other = await makeWorkspace("resume-edited-if-range");
    await addContacts(other.id, 9_000, 1_000);
    const { id, file, body, etag } = await cutOff({ ...csv(), workspace: other.slug }, 3_000_000);
    await sql`update customers set name = 'Edited' where tenant_id = ${other.id} and email = 'person2000@example.test'`;
    const whole = await take(file, body.length, undefined, admin, { "if-range": etag });
    expect([whole.response.status, whole.response.headers.get("content-range")]).toEqual([200, null]);
    expect(await endedExport(id)).toMatchObject({ status: "completed", attempt: 3, sha256: sha256(whole.body) });
  });

  it("is refused to another admin, a signed-out client, after a day, and once it is cancelled", async () => {
    const { id, file, body } = await cutOff(csv(), 3_000_000);
    expect((await take(file, body.length, 1, owner)).response.status).toBe(403);
    expect((await take(file, body.length, 1, TestUser.signedOut())).response.status).toBe(401);
    const day = (interval: string) =>
      withoutTriggers(
        "exports",
        (tx) => tx`update exports set started_at = started_at - ${interval}::interval where id = ${id}`,
      );
    await day("24 hours");
    expect((await take(file, body.length, 1)).response.status).toBe(410);
    await day("-24 hours");
    const { response } = await admin.download({ ...csv(), workspace: large.slug });
    const [{ id: running } = { id: "" }] =
      await sql`select id from exports where tenant_id = ${large.id} and status = 'running'`;
    await admin.fetch(`/api/exports/${running}/cancel`, { method: "POST" });
    await response.body?.cancel().catch(() => {});
    const refused = await take(`/api/exports/${running}/file`, 0, 1);
    expect([refused.response.status, refused.body.toString()]).toEqual([409, expect.stringContaining("cancelled")]);
  });

  it("does not go on at parts that the server did not sign", async () => {
    const { id, file, body } = await cutOff(csv(), 3_000_000);
    // Forged by a user with an export token: right but for the number of rows, which the receipt would repeat.
    const parts = await sql`select end_byte, record from private.export_parts where export_id = ${id}`;
    for (const { end_byte, record } of parts) {
      const [header, payload, signature] = record.split(".");
      const part = JSON.parse(Buffer.from(payload, "base64url").toString());
      const forged = Buffer.from(JSON.stringify({ ...part, rows: part.rows + 1_000 })).toString("base64url");
      await sql`
        update private.export_parts set record = ${[header, forged, signature].join(".")}
        where export_id = ${id} and end_byte = ${end_byte}`;
    }
    expect(parts.length).toBeGreaterThan(0);
    expect((await take(file, body.length)).response.status).toBe(412);
    expect(await endedExport(id)).toMatchObject({ failure: "not_joinable" });
  });
});

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AppServer, startAppServer } from "../support/app-server";
import { type PausedDownload, pauseDownload } from "../support/paused-download";
import { accessTokenOf, dataApi, openExport } from "../support/roles";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";
import { withoutTriggers } from "../support/without-triggers";
import { addManyContacts, endedExport, entriesOfExport, makeWorkspace, manyContacts } from "../support/workspace";

const runFile = promisify(execFile);

let workspace: { id: string; slug: string };
let owner: TestUser;
let admin: TestUser;
beforeAll(async () => {
  workspace = await makeWorkspace("live");
  await addManyContacts(workspace.id);
  [owner, admin] = [await TestUser.signedIn("owner@acme.test"), await TestUser.signedIn("admin@acme.test")];
});

const fields = () => ({ workspace: workspace.slug, kind: "contacts", format: "csv" });

type Running = { id: string; rowsWritten: number; rowsTotal: number | null; actorName: string };
async function running(user: TestUser): Promise<Running[]> {
  const response = await user.fetch(`/api/exports/running?workspace=${workspace.slug}`);
  return ((await response.json()) as { exports: Running[] }).exports;
}

/** Reads a download in steps until a user has seen three different row counts, in ascending order. */
async function seeProgress(paused: PausedDownload, user: TestUser): Promise<void> {
  const seen: number[] = [];
  for (let tries = 0; tries < 40 && new Set(seen).size < 3; tries++) {
    await sleep(400);
    // Chunks are as large as the network delivers them; several make a batch.
    for (let chunks = 0; chunks < 40; chunks++) await paused.readChunk();
    const mine = (await running(user)).find(({ id }) => id === paused.id);
    if (mine?.rowsWritten) seen.push(mine.rowsWritten);
    if (mine?.rowsTotal) expect(mine.rowsTotal).toBe(manyContacts);
  }
  expect(new Set(seen).size).toBeGreaterThanOrEqual(2);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
}

/** Moves a timestamp of an export into the past. */
function age(id: string, column: "heartbeat_at" | "created_at" | "finished_at", minutes: number): Promise<void> {
  return withoutTriggers(
    "exports",
    (tx) => tx`update exports set ${tx(column)} = ${tx(column)} - make_interval(mins => ${minutes}) where id = ${id}`,
  );
}

describe("a running export", () => {
  it("shows its progress to every admin until it ends", async () => {
    const paused = await pauseDownload(admin, fields());
    await seeProgress(paused, owner);
    await paused.readRest();
    await endedExport(paused.id);
    expect((await running(owner)).map(({ id }) => id)).not.toContain(paused.id);
  });

  it("can be cancelled by any admin: its download fails, and the audit log says who cancelled it", async () => {
    const paused = await pauseDownload(admin, fields());
    const response = await owner.fetch(`/api/exports/${paused.id}/cancel`, { method: "POST" });
    expect(response.status).toBe(200);
    await expect(paused.readRest()).rejects.toThrow(/terminated/);
    expect(await endedExport(paused.id)).toMatchObject({ status: "cancelled" });
    const entries = await entriesOfExport(paused.id);
    expect(entries.map(({ action, actor_email }) => [action, actor_email])).toEqual([
      ["export.contacts", "admin@acme.test"],
      ["export.cancelled", "owner@acme.test"],
    ]);
    expect((await owner.fetch(`/api/exports/${paused.id}/cancel`, { method: "POST" })).status).toBe(200);
  });

  it("cannot be cancelled by a member, by an admin elsewhere or from another site", async () => {
    const paused = await pauseDownload(admin, fields());
    for (const email of ["member@acme.test", "admin@globex.test"]) {
      const outsider = await TestUser.signedIn(email);
      expect((await outsider.fetch(`/api/exports/${paused.id}/cancel`, { method: "POST" })).status).toBe(404);
      expect((await outsider.fetch(`/api/exports/running?workspace=${workspace.slug}`)).status).toBe(404);
    }
    const forged = await admin.fetch(`/api/exports/${paused.id}/cancel`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(forged.status).toBe(403);
    await paused.readRest();
    expect(await endedExport(paused.id)).toMatchObject({ status: "completed" });
    expect((await admin.fetch(`/api/exports/${paused.id}/cancel`, { method: "POST" })).status).toBe(409);
  });

  it("is one of at most three: creating a fourth is a 429 that lists what is running", async () => {
    const paused = [];
    for (let count = 0; count < 3; count++) paused.push(await pauseDownload(admin, fields()));
    const refused = await owner.postExport(fields());
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      error: {
        code: "too_many_running",
        message: expect.stringContaining("3 exports are already running, the maximum: contacts by admin@acme.test"),
      },
    });
    for (const download of paused) await download.cancel();
    for (const { id } of paused) await endedExport(id);
    expect((await owner.postExport(fields())).status).toBe(201);
  });
});

it("an export that has ended is in the progress of the workspace for whoever names it, and of no other workspace", async () => {
  const { id, response } = await admin.download({ workspace: workspace.slug, kind: "conversations", format: "json" });
  await response.text();
  await endedExport(id);
  const named = async (slug: string, user: TestUser) => {
    const query = new URLSearchParams([
      ["workspace", slug],
      ["export", id],
      ["export", "nonsense"],
      ["export", crypto.randomUUID()],
    ]);
    const { exports } = (await (await user.fetch(`/api/exports/running?${query}`)).json()) as { exports: Running[] };
    return exports.filter((progress) => progress.id === id);
  };
  expect(await named(workspace.slug, owner)).toMatchObject([
    { status: "completed", rowsWritten: 0, confirmed: true, reason: "", remarkCount: 0 },
  ]);
  const other = await makeWorkspace("live-elsewhere");
  expect(await named(other.slug, owner)).toEqual([]);
});

describe("an export whose end its server did not record", () => {
  let server: AppServer | undefined;
  afterAll(() => void server?.process.kill("SIGKILL"));

  it("is recorded by the database as interrupted two minutes after its server was killed", async () => {
    server = await startAppServer();
    const other = admin.at(server.url);

    const paused = await pauseDownload(other, fields());
    // At the first server: every server shows the exports of all.
    await seeProgress(paused, owner);
    server.process.kill("SIGKILL");
    await expect(paused.readRest()).rejects.toThrow(/terminated/);
    expect((await running(admin)).map(({ id }) => id)).toContain(paused.id);
    // Simulates two minutes without a heartbeat.
    await age(paused.id, "heartbeat_at", 3);
    expect((await running(admin)).map(({ id }) => id)).not.toContain(paused.id);
    expect(await endedExport(paused.id)).toMatchObject({
      status: "interrupted",
      failure: "server_lost",
    });
    expect((await entriesOfExport(paused.id)).map(({ action, actor_id }) => [action, actor_id !== null])).toEqual([
      ["export.contacts", true],
      ["export.interrupted", false],
    ]);
  });

  it("is not expired while its server is recording its end; a dead one beside it is", async () => {
    const client = dataApi(await accessTokenOf("admin@acme.test"));
    const values = { tenant_id: workspace.id, kind: "contacts", format: "csv" };
    const [ending, dead] = [await openExport(client, values), await openExport(client, values)];
    for (const { id } of [ending, dead]) await age(id, "heartbeat_at", 3);
    await sql.begin(async (tx) => {
      await tx`select from exports where id = ${ending.id} for update`;
      const ids = (await running(admin)).map(({ id }) => id);
      expect(ids).toContain(ending.id);
      expect(ids).not.toContain(dead.id);
    });
    expect((await running(admin)).map(({ id }) => id)).not.toContain(ending.id);
  });

  it("expires when it is downloaded too late: a 410", async () => {
    const { id, file } = await admin.createExport(fields());
    await age(id, "created_at", 16);
    const late = await admin.fetch(file);
    expect(late.status).toBe(410);
    expect(await late.json()).toMatchObject({ error: { message: expect.stringContaining("Start a new export") } });
    expect(await endedExport(id)).toMatchObject({ status: "expired", failure: "never_downloaded" });
    expect((await entriesOfExport(id)).map(({ action }) => action)).toEqual(["export.contacts", "export.expired"]);
    expect((await admin.fetch(file)).status).toBe(410);
  });

  it("expires when an admin looks at the list and it was never downloaded", async () => {
    const { id } = await admin.createExport(fields());
    await age(id, "created_at", 16);
    await running(owner);
    expect(await endedExport(id)).toMatchObject({ status: "expired", failure: "never_downloaded" });
    expect((await entriesOfExport(id)).map(({ action, actor_id }) => [action, actor_id !== null])).toEqual([
      ["export.contacts", true],
      ["export.expired", false],
    ]);
  });
});

describe("an export that was completed, but whose server did not get the response", () => {
  it.each([
    [9, "failed"],
    [11, "completed"],
  ])("and reports a failure %i minutes later is %s", async (minutes, status) => {
    const client = dataApi(await accessTokenOf("admin@acme.test"));
    const opened = await openExport(client, { tenant_id: workspace.id, kind: "contacts", format: "csv" });
    const tokenClient = dataApi(null, { "x-export-token": opened.token });
    const sent = { rows_written: 1, bytes_written: 1, cells_guarded: 0, counts: {} };
    const completed = await tokenClient.rpc("finish_export", { ...sent, outcome: "completed", sha256: "0".repeat(64) });
    expect(completed.data).toBe(true);
    await age(opened.id, "finished_at", minutes);
    const corrected = await tokenClient.rpc("finish_export", {
      ...sent,
      outcome: "failed",
      failure: "internal",
    });
    expect(corrected.data).toBe(status === "failed");
    expect(await endedExport(opened.id)).toMatchObject({ status });
  });
});

describe("the recorded SHA-256", () => {
  const priya = "c0000000-0000-4000-8000-000000000001";
  it.each([
    ["contacts", "csv"],
    ["contacts", "csv-excel"],
    ["contacts", "csv-exact"],
    ["contacts", "json"],
    ["conversations", "json"],
    ["contact", "json"],
    ["contact", "html"],
    ["audit_log", "csv"],
    ["audit_log", "json"],
    ["conversations", "csv"],
    ["contacts", "ndjson"],
    ["conversations", "xlsx"],
  ])("of %s as %s is that of the file curl saves, with and without compression", async (kind, format) => {
    for (const flags of [[], ["--compressed"]]) {
      const { id, file } = await admin.createExport({ workspace: "acme", kind, format, contact: priya });
      const url = new URL(file, stack.appUrl).href;
      const { stdout } = await runFile("curl", ["-sS", "--fail", ...flags, "-b", admin.cookie, url], {
        encoding: "buffer",
        maxBuffer: 1e9,
      });
      const sha256 = createHash("sha256").update(stdout).digest("hex");
      expect(await endedExport(id)).toMatchObject({
        status: "completed",
        sha256,
        bytes_written: String(stdout.length),
      });
      const found = await owner.fetch(`/api/exports/verify?workspace=acme&sha256=${sha256}`);
      expect(await found.json()).toMatchObject({ kind, format, bytes: stdout.length });
    }
  });

  it("of another file or of another workspace's file is not found, and a malformed one is a 400", async () => {
    const { id, response } = await admin.download({ workspace: "acme", kind: "contacts", format: "csv" });
    await response.arrayBuffer();
    const sha256 = String((await endedExport(id)).sha256);
    const globex = await TestUser.signedIn("admin@globex.test");
    expect((await globex.fetch(`/api/exports/verify?workspace=globex&sha256=${sha256}`)).status).toBe(404);
    expect((await globex.fetch(`/api/exports/verify?workspace=acme&sha256=${sha256}`)).status).toBe(404);
    expect((await admin.fetch(`/api/exports/verify?workspace=acme&sha256=${"0".repeat(64)}`)).status).toBe(404);
    expect((await admin.fetch("/api/exports/verify?workspace=acme&sha256=x")).status).toBe(400);
  });
});

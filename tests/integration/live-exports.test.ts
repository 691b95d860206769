import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AppServer, startAppServer } from "../support/app-server";
import { type PausedDownload, pauseDownload } from "../support/paused-download";
import { dataApi, openExport, tokenOf } from "../support/roles";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";
import { withoutTriggers } from "../support/without-triggers";
import { addContacts, endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

const run = promisify(execFile);

let workspace: { id: string; slug: string };
let owner: TestUser;
let admin: TestUser;
beforeAll(async () => {
  workspace = await makeWorkspace("live");
  await addContacts(workspace.id, 30_000, 2000);
  [owner, admin] = [await TestUser.signedIn("owner@acme.test"), await TestUser.signedIn("admin@acme.test")];
});

const asked = () => ({ workspace: workspace.slug, kind: "contacts", format: "csv" });

type Running = { id: string; rowsWritten: number; rowsTotal: number | null; actorName: string };
async function running(person: TestUser): Promise<Running[]> {
  const answer = await person.fetch(`/api/exports/running?workspace=${workspace.slug}`);
  return ((await answer.json()) as { exports: Running[] }).exports;
}

/** Takes the download bit by bit until this person has seen three different numbers of rows, none smaller than one before. */
async function seeProgress(held: PausedDownload, person: TestUser): Promise<void> {
  const seen: number[] = [];
  for (let tries = 0; tries < 40 && new Set(seen).size < 3; tries++) {
    await sleep(400);
    // Chunks of a network's size: some of them are a batch.
    for (let chunks = 0; chunks < 40; chunks++) await held.read();
    const mine = (await running(person)).find(({ id }) => id === held.id);
    if (mine?.rowsWritten) seen.push(mine.rowsWritten);
    if (mine?.rowsTotal) expect(mine.rowsTotal).toBe(30_000);
  }
  expect(new Set(seen).size).toBeGreaterThanOrEqual(3);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
}

/** Makes a run look older than it is. */
function age(id: string, column: "heartbeat_at" | "created_at" | "finished_at", minutes: number): Promise<void> {
  return withoutTriggers(
    "exports",
    (tx) => tx`update exports set ${tx(column)} = ${tx(column)} - make_interval(mins => ${minutes}) where id = ${id}`,
  );
}

describe("a running export", () => {
  it("shows how far it is to every admin, and is gone from the list when it has ended", async () => {
    const held = await pauseDownload(admin, asked());
    await seeProgress(held, owner);
    await held.rest();
    await endedExport(held.id);
    expect((await running(owner)).map(({ id }) => id)).not.toContain(held.id);
  });

  it("can be cancelled by any admin: the download fails, and the log says who it was", async () => {
    const held = await pauseDownload(admin, asked());
    const answer = await owner.fetch(`/api/exports/${held.id}/cancel`, { method: "POST" });
    expect(answer.status).toBe(200);
    await expect(held.rest()).rejects.toThrow(/terminated/);
    expect(await endedExport(held.id)).toMatchObject({ status: "cancelled" });
    const entries = await entriesOfExport(held.id);
    expect(entries.map(({ action, actor_email }) => [action, actor_email])).toEqual([
      ["export.contacts", "admin@acme.test"],
      ["export.cancelled", "owner@acme.test"],
    ]);
    expect((await owner.fetch(`/api/exports/${held.id}/cancel`, { method: "POST" })).status).toBe(200);
  });

  it("cannot be cancelled by a member, from elsewhere, or across sites", async () => {
    const held = await pauseDownload(admin, asked());
    for (const email of ["member@acme.test", "admin@globex.test"]) {
      const stranger = await TestUser.signedIn(email);
      expect((await stranger.fetch(`/api/exports/${held.id}/cancel`, { method: "POST" })).status).toBe(404);
      expect((await stranger.fetch(`/api/exports/running?workspace=${workspace.slug}`)).status).toBe(404);
    }
    const forged = await admin.fetch(`/api/exports/${held.id}/cancel`, {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(forged.status).toBe(403);
    await held.rest();
    expect(await endedExport(held.id)).toMatchObject({ status: "completed" });
    expect((await admin.fetch(`/api/exports/${held.id}/cancel`, { method: "POST" })).status).toBe(409);
  });

  it("is one of three at most: the next is told what is running", async () => {
    const held = [];
    for (let count = 0; count < 3; count++) held.push(await pauseDownload(admin, asked()));
    const refused = await owner.ask(asked());
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      error: {
        code: "too_many_running",
        message: expect.stringContaining("3 exports are already running, the maximum: contacts by admin@acme.test"),
      },
    });
    for (const download of held) await download.leave();
    for (const { id } of held) await endedExport(id);
    expect((await owner.ask(asked())).status).toBe(201);
  });
});

describe("a run that nobody ends", () => {
  let server: AppServer | undefined;
  afterAll(() => void server?.process.kill("SIGKILL"));

  it("because its server was killed is interrupted, and the system says so", async () => {
    server = await startAppServer();
    const other = admin.through(server.url);

    const held = await pauseDownload(other, asked());
    // Through the server that the test began with: what one server runs, all of them show.
    await seeProgress(held, owner);
    server.process.kill("SIGKILL");
    await expect(held.rest()).rejects.toThrow(/terminated/);
    expect((await running(admin)).map(({ id }) => id)).toContain(held.id);
    // Two minutes without a word, in no time.
    await age(held.id, "heartbeat_at", 3);
    expect((await running(admin)).map(({ id }) => id)).not.toContain(held.id);
    expect(await endedExport(held.id)).toMatchObject({
      status: "interrupted",
      failure: "The server stopped responding.",
    });
    expect((await entriesOfExport(held.id)).map(({ action, actor_id }) => [action, actor_id !== null])).toEqual([
      ["export.contacts", true],
      ["export.interrupted", false],
    ]);
  });

  it("is left to its server where that is just recording its end, and the others are settled", async () => {
    const person = dataApi(await tokenOf("admin@acme.test"));
    const asking = { tenant_id: workspace.id, kind: "contacts", format: "csv" };
    const [ending, dead] = [await openExport(person, asking), await openExport(person, asking)];
    for (const { id } of [ending, dead]) await age(id, "heartbeat_at", 3);
    await sql.begin(async (tx) => {
      await tx`select from exports where id = ${ending.id} for update`;
      const ids = (await running(admin)).map(({ id }) => id);
      expect(ids).toContain(ending.id);
      expect(ids).not.toContain(dead.id);
    });
    expect((await running(admin)).map(({ id }) => id)).not.toContain(ending.id);
  });

  it("because it was never downloaded expires", async () => {
    const { id, file } = await admin.begin(asked());
    await age(id, "created_at", 16);
    const late = await admin.fetch(file);
    expect(late.status).toBe(410);
    expect(await late.json()).toMatchObject({ error: { message: expect.stringContaining("Start a new export") } });
    expect(await endedExport(id)).toMatchObject({ status: "expired", failure: "It was never downloaded." });
    expect((await entriesOfExport(id)).map(({ action }) => action)).toEqual(["export.contacts", "export.expired"]);
    expect((await admin.fetch(file)).status).toBe(410);
  });

  it("because nobody ever came for it expires when somebody looks", async () => {
    const { id } = await admin.begin(asked());
    await age(id, "created_at", 16);
    await running(owner);
    expect(await endedExport(id)).toMatchObject({ status: "expired", failure: "It was never downloaded." });
    expect((await entriesOfExport(id)).map(({ action, actor_id }) => [action, actor_id !== null])).toEqual([
      ["export.contacts", true],
      ["export.expired", false],
    ]);
  });
});

describe("a completion whose answer was lost", () => {
  it.each([
    [9, "failed"],
    [11, "completed"],
  ])("is corrected after %i minutes? Then the run is %s", async (minutes, status) => {
    const person = dataApi(await tokenOf("admin@acme.test"));
    const run = await openExport(person, { tenant_id: workspace.id, kind: "contacts", format: "csv" });
    const itself = dataApi(null, { "x-export-token": run.ticket });
    const sent = { rows_written: 1, bytes_written: 1, cells_guarded: 0, counts: {} };
    const completed = await itself.rpc("finish_export", { ...sent, outcome: "completed", sha256: "0".repeat(64) });
    expect(completed.data).toBe(true);
    await age(run.id, "finished_at", minutes);
    const corrected = await itself.rpc("finish_export", {
      ...sent,
      outcome: "failed",
      failure: "Its end was not sent.",
    });
    expect(corrected.data).toBe(status === "failed");
    expect(await endedExport(run.id)).toMatchObject({ status });
  });
});

describe("the hash on the record", () => {
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
  ])("of %s as %s is that of the file which curl saves, compressed on the wire or not", async (kind, format) => {
    for (const flags of [[], ["--compressed"]]) {
      const { id, file } = await admin.begin({ workspace: "acme", kind, format, contact: priya });
      const url = new URL(file, stack.appUrl).href;
      const { stdout } = await run("curl", ["-sS", "--fail", ...flags, "-b", admin.cookie, url], {
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

  it("finds nothing for another file, another workspace's file or nonsense", async () => {
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

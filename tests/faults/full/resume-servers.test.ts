// What stops between two attempts of a download: its server, the database, the time that the host gives it.
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type AppServer, startAppServer } from "../../support/app-server";
import { DatabaseOutage } from "../../support/database-outage";
import { sql, stack } from "../../support/stack";
import { takeBytes } from "../../support/take-bytes";
import { TestUser } from "../../support/test-user";
import { waitUntil } from "../../support/wait-until";
import { withoutTriggers } from "../../support/without-triggers";
import { addManyContacts, endedExport, entriesOfExport, makeWorkspace } from "../../support/workspace";

const database = new DatabaseOutage();
afterAll(() => database.close());

let admin: TestUser;
let workspace: { id: string; slug: string };
let whole: Buffer;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  workspace = await makeWorkspace("resume-servers");
  await addManyContacts(workspace.id);
  whole = (await takeBytes(admin, (await admin.createExport(fields())).file, 0)).body;
});

const fields = () => ({ workspace: workspace.slug, kind: "contacts", format: "csv" });
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const servers: AppServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.process.kill("SIGKILL");
});

async function startServer(variables: Record<string, string> = {}): Promise<AppServer> {
  const server = await startAppServer(variables);
  servers.push(server);
  return server;
}

/** Takes the rest of a file, and expects the whole to be that of an undisturbed download and of the record. */
async function expectJoined(id: string, start: Buffer): Promise<void> {
  const { response, body } = await takeBytes(admin, `/api/exports/${id}/file`, start.length);
  expect(response.status).toBe(206);
  const joined = Buffer.concat([start, body]);
  expect(joined.equals(whole)).toBe(true);
  expect(await endedExport(id)).toMatchObject({ status: "completed", sha256: sha256(joined) });
}

/** How far the file was recorded. */
async function recordedBytes(id: string): Promise<number> {
  const [row] =
    await sql`select coalesce(max(end_byte), 0)::int as bytes from private.export_parts where export_id = ${id}`;
  return row?.bytes;
}

/** Starts a download at a server, takes some bytes, and stops reading, so that the server is soon as far as it can be. */
async function pauseAt(server: AppServer, bytes: number) {
  const { id, file } = await admin.createExport(fields());
  const response = await admin.at(server.url).fetch(file, { headers: { "accept-encoding": "identity" } });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  for (let taken = 0; taken < bytes; taken += chunks.at(-1)?.length ?? 0) {
    const { value = new Uint8Array() } = await reader.read();
    chunks.push(value);
  }
  return { id, file, start: Buffer.concat(chunks), reader };
}

it("a download whose server was killed goes on at another one, after the time that it is told to wait", async () => {
  const server = await startServer();
  const { id, file, start } = await pauseAt(server, 5_000_000);
  await waitUntil("the bytes are recorded", async () => (await recordedBytes(id)) >= start.length);
  server.process.kill("SIGKILL");
  await server.exited;
  for (;;) {
    const { response, body } = await takeBytes(admin, file, start.length, 1);
    if (response.status === 206) break;
    expect([response.status, body.toString()]).toEqual([409, expect.stringContaining("still_running")]);
    const seconds = Number(response.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(120);
    await sleep(seconds * 1000);
  }
  await endedExport(id);
  await expectJoined(id, start);
  expect(
    (await entriesOfExport(id)).map(({ action, details }) => [action, (details as { reason?: string }).reason]),
  ).toEqual([
    ["export.contacts", undefined],
    ["export.interrupted", "server_lost"],
    ["export.resumed", undefined],
    ["export.interrupted", "client_disconnected"],
    ["export.resumed", undefined],
    ["export.completed", undefined],
  ]);
});

it("a client that has more than a killed server recorded is told how much of it to keep", async () => {
  const server = await startServer();
  const { id, file, start } = await pauseAt(server, 5_000_000);
  await waitUntil("the bytes are recorded", async () => (await recordedBytes(id)) >= start.length);
  server.process.kill("SIGKILL");
  await server.exited;
  // As if the server had died before its last reports.
  const [{ kept = 0 } = {}] = await sql`
    with deleted as (
      delete from private.export_parts where export_id = ${id} and end_byte >= ${start.length} returning end_byte
    ) select max(end_byte)::int as kept from private.export_parts where export_id = ${id} and end_byte < ${start.length}`;
  await withoutTriggers(
    "exports",
    (tx) => tx`update exports set heartbeat_at = heartbeat_at - interval '2 minutes' where id = ${id}`,
  );
  const refused = await takeBytes(admin, file, start.length);
  expect([refused.response.status, refused.body.toString()]).toEqual([
    412,
    expect.stringContaining(`its first ${kept} bytes`),
  ]);
  await endedExport(id);
  await expectJoined(id, start.subarray(0, kept));
});

it("a download goes on after Postgres was stopped and started", async ({ skip }) => {
  skip(!stack.controlUrl, "the stack is not of this run: it cannot be restarted");
  const { id, start, reader } = await pauseAt(await startServer(), 5_000_000);
  await database.begin();
  await reader.cancel();
  await database.end();
  expect(await endedExport(id)).toMatchObject({ status: "interrupted", failure: "client_disconnected" });
  await expectJoined(id, start);
});

it("a download goes on after Postgres crashed while it was sent", async ({ skip }) => {
  skip(!stack.controlUrl, "the stack is not of this run: it cannot be restarted");
  const { id, start, reader } = await pauseAt(await startServer(), 5_000_000);
  const crash = database.crash();
  await reader.cancel();
  await crash;
  // Waits until the API answers again.
  await database.end();
  await endedExport(id);
  await expectJoined(id, start);
});

it("two servers take turns: each attempt goes on where the other server stopped", async () => {
  const [one, other] = [await startServer(), await startServer()];
  const { id, file } = await admin.createExport(fields());
  let joined: Buffer = Buffer.alloc(0);
  for (let turn = 0; joined.length < whole.length - 12_000_000; turn++) {
    const { response, body } = await takeBytes(admin.at((turn % 2 ? one : other).url), file, joined.length, 12_000_000);
    expect(response.status).toBe(turn === 0 ? 200 : 206);
    joined = Buffer.concat([joined, body]);
    await endedExport(id);
  }
  await expectJoined(id, joined);
});

it("of two clients that go on at the same moment at two servers one gets the rest, the other a 409", async () => {
  const users = [admin.at((await startServer()).url), admin.at((await startServer()).url)];
  const { id, file } = await admin.createExport(fields());
  let { body: joined } = await takeBytes(admin, file, 0, 2_000_000);
  for (let round = 0; round < 5; round++) {
    await endedExport(id);
    const headers = { "accept-encoding": "identity", range: `bytes=${joined.length}-` };
    // Not read before both have answered: one that leaves early lets the other go on.
    const both = await Promise.all(users.map((user) => user.fetch(file, { headers })));
    expect(both.map(({ status }) => status).sort()).toEqual([206, 409]);
    const reader = both.find(({ status }) => status === 206)?.body?.getReader();
    for (let taken = 0; taken < 1_000_000; ) {
      const { value = new Uint8Array() } = (await reader?.read()) ?? {};
      joined = Buffer.concat([joined, value]);
      taken += value.length;
    }
    await reader?.cancel();
  }
  await endedExport(id);
  await expectJoined(id, joined);
});

it("a host's time limit costs a client nothing: each attempt goes on where the one before it ended", async () => {
  // As on a serverless host: the next attempt is in another process.
  const limit = { EXPORT_DEADLINE_SECONDS: "1" };
  const users = [admin.at((await startServer(limit)).url), admin.at((await startServer(limit)).url)];
  const { id, file } = await admin.createExport(fields());
  let joined: Buffer = Buffer.alloc(0);
  const gains: number[] = [];
  while (joined.length < whole.length) {
    const chunks: Uint8Array[] = [];
    const range: Record<string, string> = joined.length > 0 ? { range: `bytes=${joined.length}-` } : {};
    const user = users[gains.length % 2] ?? admin;
    const response = await user.fetch(file, { headers: { "accept-encoding": "identity", ...range } });
    expect([200, 206, 503]).toContain(response.status);
    try {
      // Slower than the server, so that the file needs several attempts on any machine.
      if (response.ok)
        for await (const chunk of response.body ?? []) {
          chunks.push(chunk as Uint8Array);
          await sleep(chunks.length % 2);
        }
    } catch {
      // The deadline.
    }
    gains.push(Buffer.concat(chunks).length);
    joined = Buffer.concat([joined, ...chunks]);
    const row = await endedExport(id);
    if (row.status === "failed") expect(row.failure).toBe("deadline");
  }
  expect(joined.equals(whole)).toBe(true);
  expect(await endedExport(id)).toMatchObject({ status: "completed", sha256: sha256(joined) });
  expect(gains.length).toBeGreaterThan(2);
  // No attempt spends its time on what was sent before.
  expect(Math.min(...gains)).toBeGreaterThan(0);
});

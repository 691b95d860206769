import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@supabase/supabase-js";
import { beforeAll, describe, expect, it } from "vitest";
import { serverMemory } from "../../../bench/server-memory";
import { startAppServer } from "../../support/app-server";
import { FaultProxy } from "../../support/fault-proxy";
import { pauseDownload } from "../../support/paused-download";
import { sql, stack } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { waitUntil } from "../../support/wait-until";
import { withoutTriggers } from "../../support/without-triggers";
import {
  addContacts,
  addManyContacts,
  endedExport,
  entriesOfExport,
  makeWorkspace,
  manyContacts,
} from "../../support/workspace";

let admin: TestUser;
let workspace: { id: string; slug: string };
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  workspace = await makeWorkspace("clients");
  await addManyContacts(workspace.id);
});

const fields = () => ({ workspace: workspace.slug, kind: "contacts", format: "csv" });

/** @returns curl's exit code */
function curl(file: string, ...flags: string[]): Promise<number> {
  const args = ["-sS", "-b", admin.cookie, ...flags, new URL(file, stack.appUrl).href];
  return new Promise((resolve) => execFile("curl", args, (error) => resolve(Number(error?.code ?? 0))));
}

describe("a client", () => {
  it("whose disk is full fails, and its export is interrupted", async () => {
    const { id, file } = await admin.createExport(fields());
    expect(await curl(file, "-o", "/dev/full")).toBe(23);
    expect(await endedExport(id)).toMatchObject({ status: "interrupted", sha256: null });
  });

  it("that reads 1 kB/s gets the whole file", async () => {
    const small = await makeWorkspace("slow");
    await addContacts(small.id, 100, 100);
    const { id, file } = await admin.createExport({ ...fields(), workspace: small.slug });
    expect(await curl(file, "--limit-rate", "1k", "--max-time", "90", "-o", "/dev/null")).toBe(0);
    expect(await endedExport(id)).toMatchObject({ status: "completed", rows_written: "100" });
  });

  it("that reads 1 kB/s of a large file makes the server read few batches ahead and use little memory", async () => {
    const proxy = new FaultProxy(stack.supabaseUrl);
    const server = await startAppServer({ SUPABASE_URL: await proxy.start() });
    try {
      const { id, file } = await admin.at(server.url).createExport(fields());
      const memory = serverMemory(server.process.pid ?? 0);
      const idle = memory.now() ?? 0;
      const slow = curl(new URL(file, server.url).href, "--limit-rate", "1k", "--max-time", "25", "-o", "/dev/null");
      const batches = () => proxy.callsOf(id).filter((name) => name === "export_contacts").length;
      let last = { batches: 0, since: Date.now() };
      await waitUntil("no batch is read for three seconds", () => {
        if (batches() !== last.batches) last = { batches: batches(), since: Date.now() };
        return last.batches > 0 && Date.now() - last.since > 3000;
      });
      // Socket buffers (some MB), chunks that wait and three batches ahead, of thirty in the file.
      expect(last.batches).toBeLessThan(10);
      // That nothing more happens can only be seen by waiting.
      await sleep(10_000);
      expect(batches()).toBe(last.batches);
      expect((memory.now() ?? 0) - idle).toBeLessThan(150_000_000);
      expect(await slow).toBe(28);
      const row = await endedExport(id);
      expect(row).toMatchObject({ status: "interrupted", sha256: null });
      expect(Number(row.bytes_written)).toBeLessThan(20_000_000);
    } finally {
      server.process.kill("SIGKILL");
      proxy.stop();
    }
  });

  it("that disconnects after one to ten batches is recorded as interrupted, with the rows that were sent", async () => {
    for (let batches = 1; batches <= 10; batches++) {
      const { id, file } = await admin.createExport(fields());
      const response = await admin.fetch(file, { headers: { "accept-encoding": "identity" } });
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      for (let bytes = 0; bytes < batches * 2_200_000; ) bytes += (await reader.read()).value?.length ?? Infinity;
      await reader.cancel();
      const row = await endedExport(id);
      expect(row).toMatchObject({ status: "interrupted", sha256: null });
      expect(Number(row.rows_written)).toBeGreaterThanOrEqual((batches - 1) * 1000);
      expect(Number(row.rows_written)).toBeLessThan(manyContacts);
    }
  });

  it("whose session expires after 5 seconds gets the whole file in 60", async ({ skip }) => {
    skip(!stack.jwtSecret, "TEST_JWT_SECRET is not set");
    const briefUser = await TestUser.signedInBriefly("admin@acme.test", 5);
    const paused = await pauseDownload(briefUser, fields());
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
      await paused.readChunk();
      await sleep(200);
    }
    expect((await briefUser.postExport(fields())).status).toBe(401);
    await paused.readRest();
    expect(await endedExport(paused.id)).toMatchObject({ status: "completed", rows_written: String(manyContacts) });
  });

  it("that requests its file three times at once gets it once and two 409s", async () => {
    const { id, file } = await admin.createExport(fields());
    const responses = await Promise.all([admin.fetch(file), admin.fetch(file), admin.fetch(file)]);
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await Promise.all(responses.map((response) => response.arrayBuffer()));
    expect(await endedExport(id)).toMatchObject({ status: "completed" });
    expect((await admin.fetch(file)).status).toBe(409);
  });
});

describe("during a download", () => {
  it("its user can sign out, because the export does not use their session", async () => {
    const client = createClient(stack.supabaseUrl, stack.publishableKey, { auth: { persistSession: false } });
    await client.auth.signInWithPassword({ email: "admin@acme.test", password: "hydra-demo" });
    const paused = await pauseDownload(admin, fields());
    expect((await client.auth.signOut({ scope: "global" })).error).toBe(null);
    await paused.readRest();
    expect(await endedExport(paused.id)).toMatchObject({ status: "completed", rows_written: String(manyContacts) });
    admin = await TestUser.newlySignedIn("admin@acme.test");
  });

  it("its token expires: the download fails, and the record says why", async () => {
    const paused = await pauseDownload(admin, fields());
    await withoutTriggers("exports", (tx) => tx`update exports set expires_at = now() where id = ${paused.id}`);
    await expect(paused.readRest()).rejects.toThrow(/terminated/);
    expect(await endedExport(paused.id)).toMatchObject({
      status: "failed",
      failure: "time_limit",
    });
    expect((await entriesOfExport(paused.id)).map(({ action }) => action)).toEqual([
      "export.contacts",
      "export.failed",
    ]);
  });

  it("or after it, an admin cannot change its outcome through the Data API", async () => {
    const { id, response } = await admin.download({ workspace: "acme", kind: "contacts", format: "csv" });
    await response.arrayBuffer();
    await endedExport(id);
    const client = createClient(stack.supabaseUrl, stack.publishableKey);
    await client.auth.signInWithPassword({ email: "admin@acme.test", password: "hydra-demo" });
    await client.from("exports").update({ status: "failed", failure: "No" }).eq("id", id);
    expect((await sql`select status from exports where id = ${id}`)[0]).toEqual({ status: "completed" });
  });
});

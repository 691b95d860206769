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
import { withoutTriggers } from "../../support/without-triggers";
import { addContacts, endedExport, entriesOfExport, makeWorkspace } from "../../support/workspace";

let person: TestUser;
let workspace: { id: string; slug: string };
beforeAll(async () => {
  person = await TestUser.signedIn("admin@acme.test");
  workspace = await makeWorkspace("clients");
  await addContacts(workspace.id, 30_000, 2000);
});

const asked = () => ({ workspace: workspace.slug, kind: "contacts", format: "csv" });

/** @returns curl's exit code */
function curl(file: string, ...flags: string[]): Promise<number> {
  const args = ["-sS", "-b", person.cookie, ...flags, new URL(file, stack.appUrl).href];
  return new Promise((resolve) => execFile("curl", args, (error) => resolve(Number(error?.code ?? 0))));
}

describe("a client", () => {
  it("whose disk is full fails, and its run is interrupted", async () => {
    const { id, file } = await person.begin(asked());
    expect(await curl(file, "-o", "/dev/full")).toBe(23);
    expect(await endedExport(id)).toMatchObject({ status: "interrupted", sha256: null });
  });

  it("that reads 1 kB/s gets the whole file", async () => {
    const small = await makeWorkspace("slow");
    await addContacts(small.id, 100, 100);
    const { id, file } = await person.begin({ ...asked(), workspace: small.slug });
    expect(await curl(file, "--limit-rate", "1k", "--max-time", "90", "-o", "/dev/null")).toBe(0);
    expect(await endedExport(id)).toMatchObject({ status: "completed", rows_written: "100" });
  });

  it("that reads 1 kB/s of a large file has little of it read for it, however long it takes", async () => {
    const proxy = new FaultProxy(stack.supabaseUrl);
    const server = await startAppServer({ SUPABASE_URL: await proxy.start() });
    try {
      const { id, file } = await person.through(server.url).begin(asked());
      const memory = serverMemory(server.process.pid ?? 0);
      const idle = memory.now() ?? 0;
      const slow = curl(new URL(file, server.url).href, "--limit-rate", "1k", "--max-time", "25", "-o", "/dev/null");
      const pages = () => proxy.callsOf(id).filter((name) => name === "export_contacts").length;
      await sleep(10_000);
      const soon = pages();
      await sleep(10_000);
      // What the sockets took (some MB on one machine), what waits to be sent, and three batches ahead; not the file's thirty.
      expect(soon).toBeLessThan(10);
      expect(pages()).toBe(soon);
      expect((memory.now() ?? 0) - idle).toBeLessThan(150_000_000);
      expect(await slow).toBe(28);
      const run = await endedExport(id);
      expect(run).toMatchObject({ status: "interrupted", sha256: null });
      expect(Number(run.bytes_written)).toBeLessThan(20_000_000);
    } finally {
      server.process.kill("SIGKILL");
      proxy.stop();
    }
  });

  it("that leaves after any number of batches is recorded as interrupted, with no more rows than were read", async () => {
    for (let batches = 1; batches <= 10; batches++) {
      const { id, file } = await person.begin(asked());
      const response = await person.fetch(file, { headers: { "accept-encoding": "identity" } });
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      for (let bytes = 0; bytes < batches * 2_200_000; ) bytes += (await reader.read()).value?.length ?? Infinity;
      await reader.cancel();
      const run = await endedExport(id);
      expect(run).toMatchObject({ status: "interrupted", sha256: null });
      expect(Number(run.rows_written)).toBeGreaterThanOrEqual((batches - 1) * 1000);
      expect(Number(run.rows_written)).toBeLessThan(30_000);
    }
  });

  it("whose session ends after 5 seconds gets the whole file in 60", async () => {
    const brief = await TestUser.signedInBriefly("admin@acme.test", 5);
    const held = await pauseDownload(brief, asked());
    for (const end = Date.now() + 60_000; Date.now() < end; ) {
      await held.read();
      await sleep(200);
    }
    expect((await brief.ask(asked())).status).toBe(401);
    await held.rest();
    expect(await endedExport(held.id)).toMatchObject({ status: "completed", rows_written: "30000" });
  });

  it("that is not alone gets the file, and the other one a 409", async () => {
    const { id, file } = await person.begin(asked());
    const answers = await Promise.all([person.fetch(file), person.fetch(file), person.fetch(file)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    expect(await endedExport(id)).toMatchObject({ status: "completed" });
    expect((await person.fetch(file)).status).toBe(409);
  });
});

describe("while a download runs", () => {
  it("its person may sign out: the run does not use their session", async () => {
    const client = createClient(stack.supabaseUrl, stack.publishableKey, { auth: { persistSession: false } });
    await client.auth.signInWithPassword({ email: "admin@acme.test", password: "hydra-demo" });
    const held = await pauseDownload(person, asked());
    expect((await client.auth.signOut({ scope: "global" })).error).toBe(null);
    await held.rest();
    expect(await endedExport(held.id)).toMatchObject({ status: "completed", rows_written: "30000" });
    person = await TestUser.signedIn("admin@acme.test");
  });

  it("its ticket may expire: then it fails and says so", async () => {
    const held = await pauseDownload(person, asked());
    await withoutTriggers("exports", (tx) => tx`update exports set expires_at = now() where id = ${held.id}`);
    await expect(held.rest()).rejects.toThrow(/terminated/);
    expect(await endedExport(held.id)).toMatchObject({
      status: "failed",
      failure: "It took longer than 12 hours.",
    });
    expect((await entriesOfExport(held.id)).map(({ action }) => action)).toEqual(["export.contacts", "export.failed"]);
  });

  it("and when it has ended, an admin cannot change how", async () => {
    const { id, response } = await person.download({ workspace: "acme", kind: "contacts", format: "csv" });
    await response.arrayBuffer();
    await endedExport(id);
    const client = createClient(stack.supabaseUrl, stack.publishableKey);
    await client.auth.signInWithPassword({ email: "admin@acme.test", password: "hydra-demo" });
    await client.from("exports").update({ status: "failed", failure: "No" }).eq("id", id);
    await sleep(100);
    expect((await sql`select status from exports where id = ${id}`)[0]).toEqual({ status: "completed" });
  });
});

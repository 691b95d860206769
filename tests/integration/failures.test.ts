import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createDownload } from "@/lib/exports/download/download-session";
import { DatabaseOutage } from "../support/database-outage";
import { openExportInProcess } from "../support/open-export-in-process";
import { pauseDownload } from "../support/paused-download";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";
import { addContacts, endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

let workspace: { id: string; slug: string };
let person: TestUser;

beforeAll(async () => {
  workspace = await makeWorkspace("large");
  // About 60 MB: far more than sockets buffer, so that a download can be held in its middle.
  await addContacts(workspace.id, 30_000, 2000);
  person = await TestUser.signedIn("admin@acme.test");
});

const asked = () => ({ workspace: workspace.slug, kind: "contacts", format: "csv" });

/** A curl of its own that reads slowly. @returns its exit code */
function slowCurl(file: string): Promise<number | null> {
  const curl = spawn("curl", [
    "-sS",
    "-o",
    "/dev/null",
    "--limit-rate",
    "4M",
    "-b",
    person.cookie,
    new URL(file, stack.appUrl).href,
  ]);
  return new Promise((resolve) => curl.on("close", resolve));
}

describe("when the database goes away in the middle", () => {
  const database = new DatabaseOutage();
  afterAll(async () => {
    await database.heal();
    await database.end();
  });

  it("fetch and curl fail visibly, and the run and the audit log say why", async () => {
    const held = await pauseDownload(person, asked());
    const { id: curlId, file } = await person.begin(asked());
    const curl = slowCurl(file);
    await sleep(1500);
    await database.sever();
    await expect(held.rest()).rejects.toThrow(/terminated/);
    expect(await curl).toBe(18);

    await database.heal();
    for (const id of [held.id, curlId]) {
      expect(await endedExport(id)).toMatchObject({
        status: "failed",
        failure: "The database stopped responding.",
        sha256: null,
      });
      const entries = await entriesOfExport(id);
      expect(entries.map(({ action }) => action)).toEqual(["export.contacts", "export.failed"]);
      expect(entries[1]?.details).toMatchObject({ reason: "The database stopped responding." });
    }
  });

  it("a download that has not begun is a plain 503", async () => {
    const { file } = await person.begin(asked());
    await database.sever();
    const answers = [await person.fetch(file), await person.ask(asked())];
    await database.heal();
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      const { error } = (await answer.json()) as { error: Record<string, string> };
      expect(error).toMatchObject({ code: "unavailable", requestId: expect.any(String) });
      expect(error.message).toBe("Hydra is temporarily unavailable. Try again in a minute.");
    }
  });
});

describe("somebody who may not export any more", () => {
  const setRole = (role: string) =>
    sql`update members set role = ${role}::member_role where tenant_id = ${workspace.id} and email = 'admin@acme.test'`;
  afterAll(() => setRole("admin"));

  it("stops receiving within a batch when demoted", async () => {
    const held = await pauseDownload(person, asked());
    await setRole("member");
    await expect(held.rest()).rejects.toThrow(/terminated/);
    const run = await endedExport(held.id);
    expect(run).toMatchObject({ status: "failed", failure: expect.stringContaining("no longer an owner or admin") });
    expect((await entriesOfExport(held.id)).map(({ action }) => action)).toEqual(["export.contacts", "export.failed"]);
    expect((await person.ask(asked())).status).toBe(403);
    await setRole("admin");
  });

  it("is not sent what was read before, however slowly it is taken", async () => {
    const held = await pauseDownload(person, asked());
    // Until the sockets are full and the batches that were read ahead wait.
    await sleep(1500);
    await setRole("member");
    // Takes a batch or two, 64 kB at a time, and then nothing: of those that wait, nothing would be refused.
    for (let n = 0; n < 40; n++) await held.read().catch(() => {});
    const run = await endedExport(held.id);
    expect(run).toMatchObject({ status: "failed", failure: expect.stringContaining("no longer an owner or admin") });
    await expect(held.rest()).rejects.toThrow(/terminated/);
    await setRole("admin");
  });

  it("stops receiving within a batch when removed", async () => {
    const held = await pauseDownload(person, asked());
    const removed =
      await sql`delete from members where tenant_id = ${workspace.id} and email = 'admin@acme.test' returning *`;
    await expect(held.rest()).rejects.toThrow(/terminated/);
    expect(await endedExport(held.id)).toMatchObject({ status: "failed" });
    await sql`insert into members ${sql(removed)}`;
  });
});

describe("a client that leaves", () => {
  it("while the run was opened is recorded, and nothing is read for it", async () => {
    vi.stubEnv("SUPABASE_URL", stack.supabaseUrl);
    vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", stack.publishableKey);
    vi.mocked(console.error).mockImplementation(() => {});
    const run = await openExportInProcess(workspace.slug);
    let ended: Promise<void> | undefined;
    const opening = createDownload(run, AbortSignal.abort(), (promise) => {
      ended = promise;
    });
    await expect(opening).rejects.toMatchObject({ message: expect.stringContaining("ended the download") });
    // On a host that freezes functions, this is what keeps one awake until the end is recorded.
    await ended;
    expect(await endedExport(run.id)).toMatchObject({ status: "interrupted", rows_written: "0" });
    expect(console.error).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("export.interrupted"));
    vi.mocked(console.error).mockClear();
  });

  it("stops the reading at once and is recorded as interrupted", async () => {
    const held = await pauseDownload(person, asked());
    await held.leave();
    const run = await endedExport(held.id);
    expect(run).toMatchObject({ status: "interrupted", failure: expect.stringContaining("ended the download") });
    expect(Number(run.rows_written)).toBeLessThan(30_000);
    expect((await entriesOfExport(held.id)).map(({ action }) => action)).toEqual([
      "export.contacts",
      "export.interrupted",
    ]);
  });
});

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createDownload } from "@/lib/exports/download/download-session";
import { DatabaseOutage } from "../../support/database-outage";
import { takeConsoleErrors } from "../../support/fail-on-console-error";
import { openExportInProcess } from "../../support/open-export-in-process";
import { pauseDownload } from "../../support/paused-download";
import { sql, stack } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { waitUntil } from "../../support/wait-until";
import { addManyContacts, endedExport, entriesOfExport, makeWorkspace, manyContacts } from "../../support/workspace";

let workspace: { id: string; slug: string };
let admin: TestUser;

beforeAll(async () => {
  workspace = await makeWorkspace("large");
  await addManyContacts(workspace.id);
  admin = await TestUser.signedIn("admin@acme.test");
});

const fields = () => ({ workspace: workspace.slug, kind: "contacts", format: "csv" });

/** Downloads at 4 MB/s. @returns the program's exit code, once it has received the first bytes */
async function startSlowly(
  program: "curl" | "wget",
  file: string,
  ...options: string[]
): Promise<{ exitCode: Promise<number | null> }> {
  const slow = program === "curl" ? ["-sS", "--limit-rate", "4M"] : ["-q", "-O", "-", "--limit-rate=4m", "--tries=1"];
  const header = ["--header", `Cookie: ${admin.cookie}`];
  const client = spawn(program, [...slow, ...options, ...header, new URL(file, stack.appUrl).href]);
  const exitCode = new Promise<number | null>((resolve) => client.on("close", resolve));
  await once(client.stdout, "data");
  client.stdout.resume();
  return { exitCode };
}

/** curl's exit code for "failure in receiving network data". */
const receivingFailed = 56;

const isInstalled = (program: string) => spawnSync(program, ["--version"]).error === undefined;

/** Waits until a download whose client does not read sends nothing more: until the recorded size has not changed for 1.5 s. */
async function waitUntilStalled(id: string): Promise<void> {
  let last = { bytes: "0", since: Date.now() };
  await waitUntil(`download ${id} sends nothing more`, async () => {
    const [row] = await sql`select bytes_written from exports where id = ${id}`;
    if (row?.bytes_written !== last.bytes) last = { bytes: row?.bytes_written, since: Date.now() };
    return last.bytes !== "0" && Date.now() - last.since > 1500;
  });
}

describe("during a database outage", () => {
  const database = new DatabaseOutage();
  afterEach(() => database.end());
  afterAll(() => database.close());

  it("running downloads fail visibly for fetch and curl, and the record and the audit log say why", async () => {
    const paused = await pauseDownload(admin, fields());
    const { id: curlId, file } = await admin.createExport(fields());
    const curl = await startSlowly("curl", file);
    await database.begin();
    await expect(paused.readRest()).rejects.toThrow(/terminated/);
    expect(await curl.exitCode).toBe(receivingFailed);

    await database.end();
    for (const id of [paused.id, curlId]) {
      expect(await endedExport(id)).toMatchObject({
        status: "failed",
        failure: "database_unavailable",
        sha256: null,
      });
      const entries = await entriesOfExport(id);
      expect(entries.map(({ action }) => action)).toEqual(["export.contacts", "export.failed"]);
      expect(entries[1]?.details).toMatchObject({ reason: "database_unavailable" });
    }
    // The app retries for half a minute.
  }, 120_000);

  it("an admin who creates an export or requests its file gets a 503", async () => {
    const { file } = await admin.createExport(fields());
    await database.begin();
    for (const response of [await admin.fetch(file), await admin.postExport(fields())]) {
      expect(response.status).toBe(503);
      const { error } = (await response.json()) as { error: Record<string, string> };
      expect(error).toMatchObject({ code: "unavailable", requestId: expect.any(String) });
      expect(error.message).toBe("Hydra is temporarily unavailable. Try again in a minute.");
    }
  });
});

describe("the connection of a download", () => {
  it.for([
    ["curl", ["--http1.0"]],
    ["curl", ["--http1.0", "--compressed"]],
    ["curl", ["--http1.1"]],
    // Takes a connection that is closed in the middle of a chunk for the end of the file.
    ["wget", []],
  ] as const)("is reset when it is cancelled (%s %j)", async ([program, options], { skip }) => {
    skip(!isInstalled(program), `${program} is not installed`);
    const { id, file } = await admin.createExport(fields());
    const client = await startSlowly(program, file, ...options);
    await admin.fetch(`/api/exports/${id}/cancel`, { method: "POST" });
    expect(await client.exitCode).toBe(program === "curl" ? receivingFailed : 4);
    expect(await endedExport(id)).toMatchObject({ status: "cancelled" });
  });

  it("ends without an error when it is whole", async () => {
    const { id, file } = await admin.createExport(fields());
    const curl = await startSlowly("curl", file, "--http1.0", "--limit-rate", "0");
    expect(await curl.exitCode).toBe(0);
    expect(await endedExport(id)).toMatchObject({ status: "completed" });
  });
});

describe("a page during a database outage", () => {
  const database = new DatabaseOutage();
  beforeAll(() => database.begin());
  afterAll(async () => {
    await database.end();
    await database.close();
  });

  it.each(["/", "/acme", "/acme/contacts", "/acme/team/audit-log", "/acme/settings/data-export", "/contacts"])(
    "is a 503 at %s, with words that need no script and a link to try again",
    async (path) => {
      for (const accept of ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*"]) {
        const response = await admin.fetch(path, { headers: { accept } });
        expect(response.status).toBe(503);
        expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
        expect(response.headers.get("cache-control")).toBe("no-store");
        const page = await response.text();
        expect(page).toContain("<h1>Hydra is temporarily unavailable</h1>");
        expect(page).toContain(`<a href="${path}">Try again</a>`);
      }
    },
  );

  it("is not replaced where its scripts fetch it: they show the error in its place", async () => {
    const response = await admin.fetch("/acme?_rsc=1", { headers: { rsc: "1" }, redirect: "follow" });
    expect(response.headers.get("content-type")).toContain("text/x-component");
  });
});

describe("a running download of an admin who loses access", () => {
  let membership: Record<string, unknown> | undefined;
  beforeAll(async () => {
    [membership] = await sql`select * from members where tenant_id = ${workspace.id} and email = 'admin@acme.test'`;
  });
  const remove = () => sql`delete from members where tenant_id = ${workspace.id} and email = 'admin@acme.test'`;
  const demote = () =>
    sql`update members set role = 'member' where tenant_id = ${workspace.id} and email = 'admin@acme.test'`;
  afterEach(async () => {
    await remove();
    await sql`insert into members ${sql(membership as Record<string, string>)}`;
  });

  it("fails within a batch when they are demoted, and they cannot create another export", async () => {
    const paused = await pauseDownload(admin, fields());
    await demote();
    await expect(paused.readRest()).rejects.toThrow(/terminated/);
    const row = await endedExport(paused.id);
    expect(row).toMatchObject({ status: "failed", failure: "actor_demoted" });
    expect((await entriesOfExport(paused.id)).map(({ action }) => action)).toEqual([
      "export.contacts",
      "export.failed",
    ]);
    expect((await admin.postExport(fields())).status).toBe(403);
  });

  it("does not send the batches that were read before they were demoted to a slow client", async () => {
    const paused = await pauseDownload(admin, fields());
    // Until the socket buffers are full and prefetched batches wait.
    await waitUntilStalled(paused.id);
    await demote();
    // Reads a batch or two, in chunks of 64 kB, and then nothing: the server still holds prefetched batches.
    for (let n = 0; n < 40; n++) await paused.readChunk().catch(() => {});
    const row = await endedExport(paused.id);
    expect(row).toMatchObject({ status: "failed", failure: "actor_demoted" });
    await expect(paused.readRest()).rejects.toThrow(/terminated/);
  });

  it("fails within a batch when they are removed", async () => {
    const paused = await pauseDownload(admin, fields());
    await remove();
    await expect(paused.readRest()).rejects.toThrow(/terminated/);
    expect(await endedExport(paused.id)).toMatchObject({ status: "failed" });
  });
});

describe("a client that disconnects", () => {
  afterEach(() => void vi.unstubAllEnvs());

  it("before its export is open is recorded as interrupted, and no batch is read", async () => {
    vi.stubEnv("SUPABASE_URL", stack.supabaseUrl);
    vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", stack.publishableKey);
    vi.stubEnv("EXPORT_SIGNING_KEY", stack.signingKey);
    const opened = await openExportInProcess(workspace.slug);
    let recorded: Promise<void> | undefined;
    const download = createDownload(opened, AbortSignal.abort(), (promise) => {
      recorded = promise;
    });
    await expect(download).rejects.toMatchObject({ message: expect.stringContaining("ended the download") });
    // A serverless host stays awake until this promise resolves.
    await recorded;
    expect(await endedExport(opened.id)).toMatchObject({ status: "interrupted", rows_written: "0" });
    expect(takeConsoleErrors()).toEqual([expect.stringContaining("export.interrupted")]);
  });

  it("during its download is recorded as interrupted, and no more batches are read", async () => {
    const paused = await pauseDownload(admin, fields());
    await paused.cancel();
    const row = await endedExport(paused.id);
    expect(row).toMatchObject({ status: "interrupted", failure: "client_disconnected" });
    expect(Number(row.rows_written)).toBeLessThan(manyContacts);
    expect((await entriesOfExport(paused.id)).map(({ action }) => action)).toEqual([
      "export.contacts",
      "export.interrupted",
    ]);
  });
});

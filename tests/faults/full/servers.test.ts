import { afterEach, beforeAll, expect, it } from "vitest";
import { type AppServer, startAppServer } from "../../support/app-server";
import { pauseDownload } from "../../support/paused-download";
import { TestUser } from "../../support/test-user";
import { waitUntil } from "../../support/wait-until";
import { addManyContacts, endedExport, entriesOfExport, makeWorkspace, manyContacts } from "../../support/workspace";

let admin: TestUser;
let workspace: { id: string; slug: string };
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  workspace = await makeWorkspace("servers");
  await addManyContacts(workspace.id);
});

const fields = () => ({ workspace: workspace.slug, kind: "contacts", format: "csv" });

let server: AppServer | undefined;
afterEach(() => void server?.process.kill("SIGKILL"));

/** A paused download from a server of its own. */
async function pauseAtOwnServer(variables: Record<string, string> = {}) {
  server = await startAppServer(variables);
  const userThere = admin.at(server.url);
  return { server, userThere, download: await pauseDownload(userThere, fields()) };
}

it("a server finishes its downloads after SIGTERM, refuses new connections and exits", async () => {
  const { server, userThere, download } = await pauseAtOwnServer({ DRAIN_SECONDS: "60" });
  server.process.kill("SIGTERM");
  const isReachable = () =>
    fetch(new URL("/login", server.url), { headers: { connection: "close" } }).then(
      () => true,
      () => false,
    );
  await waitUntil("the server refuses connections", async () => !(await isReachable()));
  await expect(userThere.postExport(fields())).rejects.toThrow();
  await download.readRest();
  expect(await endedExport(download.id)).toMatchObject({ status: "completed", rows_written: String(manyContacts) });
  expect(await server.exited).toBe(143);
});

it("a server aborts downloads that last longer than DRAIN_SECONDS, records why and exits", async () => {
  const { server, download } = await pauseAtOwnServer({ DRAIN_SECONDS: "2" });
  const began = Date.now();
  server.process.kill("SIGTERM");
  expect(await server.exited).toBe(143);
  expect(Date.now() - began).toBeLessThan(10_000);
  await expect(download.readRest()).rejects.toThrow(/terminated/);
  // Recorded before the server exited, not later by the database.
  expect(await endedExport(download.id)).toMatchObject({ status: "interrupted", failure: "server_stopped" });
  expect((await entriesOfExport(download.id)).map(({ action, actor_id }) => [action, actor_id !== null])).toEqual([
    ["export.contacts", true],
    ["export.interrupted", true],
  ]);
  expect(server.logged()).toContainEqual(
    expect.objectContaining({ event: "server.stopped_waiting", downloads: 1, recorded: true }),
  );
});

it("a download that reaches EXPORT_DEADLINE_SECONDS fails, and the record says why", async () => {
  const { download } = await pauseAtOwnServer({ EXPORT_DEADLINE_SECONDS: "3" });
  expect(await endedExport(download.id)).toMatchObject({
    status: "failed",
    failure: "deadline",
  });
  await expect(download.readRest()).rejects.toThrow(/terminated/);
});

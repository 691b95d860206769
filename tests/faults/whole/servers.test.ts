import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, expect, it } from "vitest";
import { type AppServer, startAppServer } from "../../support/app-server";
import { pauseDownload } from "../../support/paused-download";
import { TestUser } from "../../support/test-user";
import { addContacts, endedExport, entriesOfExport, makeWorkspace } from "../../support/workspace";

let person: TestUser;
let workspace: { id: string; slug: string };
beforeAll(async () => {
  person = await TestUser.signedIn("admin@acme.test");
  workspace = await makeWorkspace("servers");
  await addContacts(workspace.id, 30_000, 2000);
});

const asked = () => ({ workspace: workspace.slug, kind: "contacts", format: "csv" });

let server: AppServer | undefined;
afterEach(() => void server?.process.kill("SIGKILL"));

/** A download in its middle, at a server of its own. */
async function held(variables: Record<string, string> = {}) {
  server = await startAppServer(variables);
  const other = person.through(server.url);
  return { server, other, download: await pauseDownload(other, asked()) };
}

it("a server that is told to stop finishes its downloads, takes no new ones, and ends", async () => {
  const { server, other, download } = await held({ DRAIN_SECONDS: "60" });
  server.process.kill("SIGTERM");
  await sleep(500);
  await expect(fetch(new URL("/login", server.url), { headers: { connection: "close" } })).rejects.toThrow();
  await expect(other.through(server.url).ask(asked())).rejects.toThrow();
  await download.rest();
  expect(await endedExport(download.id)).toMatchObject({ status: "completed", rows_written: "30000" });
  expect(await server.exited).toBe(143);
});

it("what lasts longer than a stopping server waits is broken off and says so", async () => {
  const { server, download } = await held({ DRAIN_SECONDS: "2" });
  const began = Date.now();
  server.process.kill("SIGTERM");
  expect(await server.exited).toBe(143);
  expect(Date.now() - began).toBeLessThan(10_000);
  await expect(download.rest()).rejects.toThrow(/terminated/);
  // Recorded before the server ended: nobody has to find it out later.
  expect(await endedExport(download.id)).toMatchObject({ status: "interrupted", failure: "The server was stopped." });
  expect((await entriesOfExport(download.id)).map(({ action, actor_id }) => [action, actor_id !== null])).toEqual([
    ["export.contacts", true],
    ["export.interrupted", true],
  ]);
  expect(server.logged()).toContainEqual(
    expect.objectContaining({ event: "server.stopped_waiting", downloads: 1, recorded: true }),
  );
});

it("a download that nears the limit of its host fails and says so", async () => {
  const { download } = await held({ EXPORT_DEADLINE_SECONDS: "3" });
  await sleep(3500);
  await expect(download.rest()).rejects.toThrow(/terminated/);
  expect(await endedExport(download.id)).toMatchObject({
    status: "failed",
    failure: "The download took longer than the server allows.",
  });
});

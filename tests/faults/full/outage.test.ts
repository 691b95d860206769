import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { DatabaseOutage } from "../../support/database-outage";
import { pauseDownload } from "../../support/paused-download";
import { stack } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { addManyContacts, endedExport, entriesOfExport, makeWorkspace, manyContacts } from "../../support/workspace";

const database = new DatabaseOutage();
afterEach(() => database.end());
afterAll(() => database.close());

let workspace: { id: string; slug: string };
beforeAll(async () => {
  workspace = await makeWorkspace("outage");
  await addManyContacts(workspace.id);
});

it("a download survives a second without database and API", async () => {
  const user = await TestUser.signedIn("admin@acme.test");
  const paused = await pauseDownload(user, { workspace: workspace.slug, kind: "contacts", format: "csv" });
  await database.begin();
  const rest = paused.readRest();
  // The length of the outage.
  await sleep(1000);
  await database.end();
  await rest;
  expect(await endedExport(paused.id)).toMatchObject({ status: "completed", rows_written: String(manyContacts) });
});

it("a download survives a crash and recovery of Postgres", async ({ skip }) => {
  skip(!stack.controlUrl, "the stack is not of this run: it cannot be restarted");
  const user = await TestUser.signedIn("admin@acme.test");
  const paused = await pauseDownload(user, { workspace: workspace.slug, kind: "contacts", format: "csv" });
  await database.crash();
  await paused.readRest();
  expect(await endedExport(paused.id)).toMatchObject({ status: "completed", rows_written: String(manyContacts) });
});

it("a download survives a restart of Postgres", async ({ skip }) => {
  skip(!stack.controlUrl, "the stack is not of this run: it cannot be restarted");
  const user = await TestUser.signedIn("admin@acme.test");
  const paused = await pauseDownload(user, { workspace: workspace.slug, kind: "contacts", format: "csv" });
  await database.restart();
  await paused.readRest();
  expect(await endedExport(paused.id)).toMatchObject({ status: "completed", rows_written: String(manyContacts) });
  expect((await entriesOfExport(paused.id)).map(({ action }) => action)).toEqual([
    "export.contacts",
    "export.completed",
  ]);
});

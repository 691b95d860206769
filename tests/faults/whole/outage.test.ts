import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DatabaseOutage } from "../../support/database-outage";
import { pauseDownload } from "../../support/paused-download";
import { TestUser } from "../../support/test-user";
import { addContacts, endedExport, entriesOfExport, makeWorkspace } from "../../support/workspace";

const database = new DatabaseOutage();
afterAll(() => database.end());

let workspace: { id: string; slug: string };
beforeAll(async () => {
  workspace = await makeWorkspace("outage");
  await addContacts(workspace.id, 30_000, 2000);
});

it("a database and an API that are away for a moment in the middle cost a download nothing", async () => {
  const person = await TestUser.signedIn("admin@acme.test");
  const held = await pauseDownload(person, { workspace: workspace.slug, kind: "contacts", format: "csv" });
  await database.sever();
  const rest = held.rest();
  await sleep(1000);
  await database.heal();
  await rest;
  expect(await endedExport(held.id)).toMatchObject({ status: "completed", rows_written: "30000" });
});

it("a Postgres that crashes and recovers in the middle costs a download nothing", async () => {
  const person = await TestUser.signedIn("admin@acme.test");
  const held = await pauseDownload(person, { workspace: workspace.slug, kind: "contacts", format: "csv" });
  await database.crash();
  await held.rest();
  expect(await endedExport(held.id)).toMatchObject({ status: "completed", rows_written: "30000" });
});

it("a Postgres that is restarted in the middle costs a download nothing", async () => {
  const person = await TestUser.signedIn("admin@acme.test");
  const held = await pauseDownload(person, { workspace: workspace.slug, kind: "contacts", format: "csv" });
  await database.restart();
  await held.rest();
  expect(await endedExport(held.id)).toMatchObject({ status: "completed", rows_written: "30000" });
  expect((await entriesOfExport(held.id)).map(({ action }) => action)).toEqual(["export.contacts", "export.completed"]);
});

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { holdDownload } from "../../support/held-download";
import { Person } from "../../support/person";
import { SeveredDatabase } from "../../support/severed-database";
import { addContacts, endedRun, entriesOf, makeWorkspace } from "../../support/workspace";

const database = new SeveredDatabase();
afterAll(() => database.end());

let workspace: { id: string; slug: string };
beforeAll(async () => {
  workspace = await makeWorkspace("outage");
  await addContacts(workspace.id, 30_000, 2000);
});

it("a database and an API that are away for a moment in the middle cost a download nothing", async () => {
  const person = await Person.signedIn("admin@acme.test");
  const held = await holdDownload(person, { workspace: workspace.slug, kind: "contacts", format: "csv" });
  await database.sever();
  const rest = held.rest();
  await sleep(1000);
  await database.heal();
  await rest;
  expect(await endedRun(held.id)).toMatchObject({ status: "completed", rows_written: "30000" });
});

it("a Postgres that crashes and recovers in the middle costs a download nothing", async () => {
  const person = await Person.signedIn("admin@acme.test");
  const held = await holdDownload(person, { workspace: workspace.slug, kind: "contacts", format: "csv" });
  await database.crash();
  await held.rest();
  expect(await endedRun(held.id)).toMatchObject({ status: "completed", rows_written: "30000" });
});

it("a Postgres that is restarted in the middle costs a download nothing", async () => {
  const person = await Person.signedIn("admin@acme.test");
  const held = await holdDownload(person, { workspace: workspace.slug, kind: "contacts", format: "csv" });
  await database.restart();
  await held.rest();
  expect(await endedRun(held.id)).toMatchObject({ status: "completed", rows_written: "30000" });
  expect((await entriesOf(held.id)).map(({ action }) => action)).toEqual(["export.contacts", "export.completed"]);
});

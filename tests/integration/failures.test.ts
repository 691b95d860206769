import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdDownload } from "../support/held-download";
import { Person } from "../support/person";
import { SeveredDatabase } from "../support/severed-database";
import { sql, stack } from "../support/stack";
import { addContacts, endedRun, entriesOf, makeWorkspace } from "../support/workspace";

let workspace: { id: string; slug: string };
let person: Person;

beforeAll(async () => {
  workspace = await makeWorkspace("large");
  // About 60 MB: far more than sockets buffer, so that a download can be held in its middle.
  await addContacts(workspace.id, 30_000, 2000);
  person = await Person.signedIn("admin@acme.test");
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
  const database = new SeveredDatabase();
  afterAll(async () => {
    await database.heal();
    await database.end();
  });

  it("fetch and curl fail visibly, and the run and the audit log say why", async () => {
    const held = await holdDownload(person, asked());
    const { id: curlId, file } = await person.begin(asked());
    const curl = slowCurl(file);
    await sleep(1500);
    await database.sever();
    await expect(held.rest()).rejects.toThrow(/terminated/);
    expect(await curl).toBe(18);

    await database.heal();
    for (const id of [held.id, curlId]) {
      expect(await endedRun(id)).toMatchObject({
        status: "failed",
        failure: "The database stopped answering.",
        sha256: null,
      });
      const entries = await entriesOf(id);
      expect(entries.map(({ action }) => action)).toEqual(["export.contacts", "export.failed"]);
      expect(entries[1]?.details).toMatchObject({ reason: "The database stopped answering." });
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
      expect(error.message).toBe("The database does not answer right now. Please try again in a minute.");
    }
  });
});

describe("somebody who may not export any more", () => {
  const setRole = (role: string) =>
    sql`update members set role = ${role}::member_role where tenant_id = ${workspace.id} and email = 'admin@acme.test'`;
  afterAll(() => setRole("admin"));

  it("stops receiving within a batch when demoted", async () => {
    const held = await holdDownload(person, asked());
    await setRole("member");
    await expect(held.rest()).rejects.toThrow(/terminated/);
    const run = await endedRun(held.id);
    expect(run).toMatchObject({ status: "failed", failure: expect.stringContaining("no longer an owner or admin") });
    expect((await entriesOf(held.id)).map(({ action }) => action)).toEqual(["export.contacts", "export.failed"]);
    expect((await person.ask(asked())).status).toBe(403);
    await setRole("admin");
  });

  it("stops receiving within a batch when removed", async () => {
    const held = await holdDownload(person, asked());
    const removed =
      await sql`delete from members where tenant_id = ${workspace.id} and email = 'admin@acme.test' returning *`;
    await expect(held.rest()).rejects.toThrow(/terminated/);
    expect(await endedRun(held.id)).toMatchObject({ status: "failed" });
    await sql`insert into members ${sql(removed)}`;
  });
});

describe("a client that leaves", () => {
  it("stops the reading at once and is recorded as interrupted", async () => {
    const held = await holdDownload(person, asked());
    await held.leave();
    const run = await endedRun(held.id);
    expect(run).toMatchObject({ status: "interrupted", failure: expect.stringContaining("broken off") });
    expect(Number(run.rows_written)).toBeLessThan(30_000);
    expect((await entriesOf(held.id)).map(({ action }) => action)).toEqual(["export.contacts", "export.interrupted"]);
  });
});

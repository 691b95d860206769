// An error of the database after an export was opened. These tests replace a function that every batch calls.
import { beforeAll, expect, it } from "vitest";
import { pauseDownload } from "../../support/paused-download";
import { sql } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { addManyContacts, endedExport, entriesOfExport, makeWorkspace } from "../../support/workspace";

let workspace: { id: string; slug: string };
let contact: string;
let admin: TestUser;
beforeAll(async () => {
  workspace = await makeWorkspace("batch-errors");
  await addManyContacts(workspace.id);
  const [first] = await sql`select id from customers where tenant_id = ${workspace.id} limit 1`;
  contact = first?.id;
  admin = await TestUser.signedIn("admin@acme.test");
});

/** Lets every batch function raise an error while something is tried. */
async function whileBatchesRaise(code: string, attempt: () => Promise<void>): Promise<void> {
  const name = "private.batch_response(text, bigint, json, json, uuid)";
  const [{ source } = {}] = await sql`select pg_get_functiondef(${name}::regprocedure) as source`;
  const begin = source.indexOf("begin");
  await sql.unsafe(
    `${source.slice(0, begin)}begin raise exception 'made to raise' using errcode = '${code}'; ${source.slice(begin + 5)}`,
  );
  try {
    await attempt();
  } finally {
    await sql.unsafe(source);
  }
}

/** Waits for the end of an export for less time than the database needs to notice that nobody ends it. */
async function expectFailedAtOnce(id: string): Promise<void> {
  expect(await endedExport(id)).toMatchObject({
    status: "failed",
    failure: "internal",
    sha256: null,
  });
  expect((await entriesOfExport(id)).at(-1)).toMatchObject({ action: "export.failed" });
}

// A time that cannot be parsed; a division by zero.
it.each(["22007", "22012"])(
  "an export of each kind whose first batch raises %s gets an error with a message, and is recorded as failed at once",
  async (code) => {
    await whileBatchesRaise(code, async () => {
      for (const fields of [
        { kind: "contacts", format: "csv" },
        { kind: "contacts", format: "json" },
        { kind: "conversations", format: "json" },
        { kind: "contact", format: "json", contact },
        { kind: "contact", format: "html", contact },
        { kind: "audit_log", format: "csv" },
      ]) {
        const { id, response } = await admin.download({ workspace: workspace.slug, ...fields });
        expect({ ...fields, status: response.status }).toEqual({ ...fields, status: 500 });
        expect(await response.json()).toMatchObject({ error: { code: "internal", message: expect.any(String) } });
        await expectFailedAtOnce(id);
      }
    });
    const { id, response } = await admin.download({ workspace: workspace.slug, kind: "contacts", format: "csv" });
    await response.arrayBuffer();
    expect(await endedExport(id)).toMatchObject({ status: "completed" });
  },
);

it("a download during which a batch raises an error breaks off, and is recorded as failed at once", async () => {
  const paused = await pauseDownload(admin, { workspace: workspace.slug, kind: "contacts", format: "csv" });
  await whileBatchesRaise("22007", async () => {
    await expect(paused.readRest()).rejects.toThrow(/terminated/);
    await expectFailedAtOnce(paused.id);
  });
});

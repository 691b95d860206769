// The call that opens an export reaches the database, and its answer never reaches the app.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Download, FaultInjection } from "../support/fault-injection";
import type { Fault } from "../support/fault-proxy";
import { sql } from "../support/stack";

const injection = new FaultInjection();
let lost: Promise<Download[]>;
let unreached: Promise<Download>;
beforeAll(async () => {
  await injection.start();
  const download = (fault: Fault) =>
    injection.download("contacts", { fault, calls: /^open_export$/, first: 1, times: Number.POSITIVE_INFINITY });
  // At once, because the retries take half a minute.
  lost = Promise.all(
    (["succeeds but its response is lost", "gets unrelated JSON", "is truncated but ends cleanly"] as const).map(
      download,
    ),
  );
  unreached = download("gets a 503");
});
afterAll(() => injection.stop());

it("an export that was opened without an answer gets a 503, and is recorded as failed at once", async () => {
  for (const download of await lost) {
    expect(download.status).toBe(503);
    await injection.expectFailed(download, "database_unavailable");
  }
});

it("an export whose opening never reached the database can still be downloaded", async () => {
  const { id, status } = await unreached;
  expect(status).toBe(503);
  expect(await sql`select status, token_hash from exports where id = ${id}`).toEqual([
    { status: "pending", token_hash: null },
  ]);
});

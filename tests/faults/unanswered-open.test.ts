// The call that opens an export reaches the database, and its answer never reaches the app.
import { afterAll, beforeAll, expect, it } from "vitest";
import { FaultInjection } from "../support/fault-injection";
import type { Fault } from "../support/fault-proxy";
import { sql } from "../support/stack";

const injection = new FaultInjection();
beforeAll(() => injection.start());
afterAll(() => injection.stop());

it("an export that was opened without an answer gets a 503, and is recorded as failed at once", async () => {
  const lost: Fault[] = ["succeeds but its response is lost", "gets unrelated JSON", "is truncated but ends cleanly"];
  const downloads = await Promise.all(
    lost.map((fault) =>
      injection.download("contacts", { fault, calls: /^open_export$/, first: 1, times: Number.POSITIVE_INFINITY }),
    ),
  );
  for (const download of downloads) {
    expect(download.status).toBe(503);
    await injection.expectFailed(download, "database_unavailable");
  }
});

it("an export whose opening never reached the database can still be downloaded", async () => {
  const plan = { fault: "gets a 503", calls: /^open_export$/, first: 1, times: Number.POSITIVE_INFINITY } as const;
  const { id, status } = await injection.download("contacts", plan);
  expect(status).toBe(503);
  expect(await sql`select status, token_hash from exports where id = ${id}`).toEqual([
    { status: "pending", token_hash: null },
  ]);
});

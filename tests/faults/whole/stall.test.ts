import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it, vi } from "vitest";
import { createDownload } from "@/lib/exports/download/download-session";
import { openExportInProcess } from "../../support/open-export-in-process";
import { sql, stack } from "../../support/stack";
import { addContacts, endedExport, makeWorkspace } from "../../support/workspace";

beforeAll(() => {
  vi.stubEnv("SUPABASE_URL", stack.supabaseUrl);
  vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", stack.publishableKey);
});

it("a client that takes nothing for five minutes is given up, and not a second before", async () => {
  const { id: tenant, slug } = await makeWorkspace("stalled");
  await addContacts(tenant, 5000, 500);
  const run = await openExportInProcess(slug);
  // The timer that is tested and no other: the API and the database go by the real time.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const body = await createDownload(run, new AbortController().signal, () => {});
  const reader = body.getReader();
  await reader.read();
  await sleep(1000);
  // Twice: the five minutes count from what was taken last.
  for (let times = 0; times < 2; times++) {
    vi.advanceTimersByTime(5 * 60_000 - 1000);
    expect((await reader.read()).done).toBe(false);
    await sleep(1000);
  }
  vi.advanceTimersByTime(5 * 60_000);
  await expect(reader.read()).rejects.toThrow("read nothing for five minutes");
  vi.useRealTimers();
  expect(await endedExport(run.id)).toMatchObject({
    status: "interrupted",
    failure: "The client read nothing for five minutes.",
  });
  await vi.waitFor(() => expect(console.error).toHaveBeenCalledWith(expect.stringContaining("export.interrupted")));
  vi.mocked(console.error).mockClear();
});

it("a client that takes nothing while its run is cancelled is cut off all the same", async () => {
  const { id: tenant, slug } = await makeWorkspace("cancelled");
  await addContacts(tenant, 5000, 500);
  const run = await openExportInProcess(slug);
  const body = await createDownload(run, new AbortController().signal, () => {});
  const reader = body.getReader();
  await reader.read();
  await sql`update exports set status = 'cancelled' where id = ${run.id}`;
  // Within a few heartbeats, though nothing more is read from the database meanwhile.
  await sleep(4000);
  await expect(reader.read()).rejects.toThrow("This export has already ended.");
  expect(await endedExport(run.id)).toMatchObject({ status: "cancelled", failure: null });
});

it("a run that is cancelled while its first batch waits says so", async () => {
  const { id: tenant, slug } = await makeWorkspace("waiting");
  await addContacts(tenant, 10);
  const run = await openExportInProcess(slug);
  await sql.begin(async (tx) => {
    await tx`lock table customers in access exclusive mode`;
    const opened = createDownload(run, new AbortController().signal, () => {});
    await sql`update exports set status = 'cancelled' where id = ${run.id}`;
    // Nothing was sent yet, so the heartbeat that hears of it comes after half a minute.
    await expect(opened).rejects.toMatchObject({ code: "already_ended", status: 409 });
  });
  expect(await endedExport(run.id)).toMatchObject({ status: "cancelled", failure: null });
});

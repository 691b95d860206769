import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { createDownload } from "@/lib/exports/download/download-session";
import { takeConsoleErrors } from "../../support/fail-on-console-error";
import { openExportInProcess } from "../../support/open-export-in-process";
import { sql, stack } from "../../support/stack";
import { addContacts, endedExport, makeWorkspace } from "../../support/workspace";

afterEach(() => void vi.useRealTimers());
beforeAll(() => {
  vi.stubEnv("SUPABASE_URL", stack.supabaseUrl);
  vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", stack.publishableKey);
  vi.stubEnv("EXPORT_SIGNING_KEY", stack.signingKey);
});

it("a download whose client reads nothing for five minutes is aborted, and not a second before", async () => {
  const { id: tenant, slug } = await makeWorkspace("stalled");
  await addContacts(tenant, 5000, 500);
  const opened = await openExportInProcess(slug);
  // Fakes timeouts only; the API and the database use the real time.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const body = await createDownload(opened, new AbortController().signal, () => {});
  const reader = body.getReader();
  await reader.read();
  // The server fills its queue until it waits for the client. Nothing tells when.
  await sleep(1000);
  // Twice: the five minutes count from the last read.
  for (let times = 0; times < 2; times++) {
    vi.advanceTimersByTime(5 * 60_000 - 1000);
    expect((await reader.read()).done).toBe(false);
    await sleep(1000);
  }
  vi.advanceTimersByTime(5 * 60_000);
  await expect(reader.read()).rejects.toThrow("read nothing for five minutes");
  vi.useRealTimers();
  expect(await endedExport(opened.id)).toMatchObject({
    status: "interrupted",
    failure: "client_idle",
  });
  await vi.waitFor(() => expect(takeConsoleErrors()).toContainEqual(expect.stringContaining("export.interrupted")));
});

it("a download whose client reads nothing is aborted when its export is cancelled", async () => {
  const { id: tenant, slug } = await makeWorkspace("cancelled");
  await addContacts(tenant, 5000, 500);
  const opened = await openExportInProcess(slug);
  const body = await createDownload(opened, new AbortController().signal, () => {});
  const reader = body.getReader();
  await reader.read();
  await sql`update exports set status = 'cancelled' where id = ${opened.id}`;
  // The next heartbeat finds out, although no batch is read from the database meanwhile.
  await expect(reader.closed).rejects.toThrow("This export has already ended.");
  expect(await endedExport(opened.id)).toMatchObject({ status: "cancelled", failure: null });
});

it("a download whose export is cancelled while its first batch is read is a 409", async () => {
  const { id: tenant, slug } = await makeWorkspace("waiting");
  await addContacts(tenant, 10);
  const opened = await openExportInProcess(slug);
  await sql.begin(async (tx) => {
    await tx`lock table customers in access exclusive mode`;
    const download = createDownload(opened, new AbortController().signal, () => {});
    await sql`update exports set status = 'cancelled' where id = ${opened.id}`;
    // Nothing was sent yet, so the next heartbeat comes after half a minute.
    await expect(download).rejects.toMatchObject({ code: "already_ended", status: 409 });
  });
  expect(await endedExport(opened.id)).toMatchObject({ status: "cancelled", failure: null });
});

import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "@supabase/supabase-js";
import { beforeAll, expect, it, vi } from "vitest";
import type { OpenRun } from "@/lib/exports/run";
import { runStream } from "@/lib/exports/run-stream";
import { Person } from "../../support/person";
import { sql, stack } from "../../support/stack";
import { addContacts, endedRun, makeWorkspace } from "../../support/workspace";

/** Opens a run as lib/exports/run.ts does, but in this process, where the clock can be turned. */
async function openHere(slug: string): Promise<OpenRun> {
  const person = await Person.signedIn("admin@acme.test");
  const { id } = await person.begin({ workspace: slug, kind: "contacts", format: "csv" });
  const client = createClient(stack.supabaseUrl, stack.publishableKey, { auth: { persistSession: false } });
  await client.auth.signInWithPassword({ email: "admin@acme.test", password: "hydra-demo" });
  const ticket = randomBytes(32).toString("base64url");
  const ticket_hash = createHash("sha256").update(ticket).digest("hex");
  const { error } = await client.rpc("open_export", { export_id: id, ticket_hash });
  if (error) throw error;
  const names = { slug, workspaceName: slug, actorName: "", actorEmail: "", targetId: null };
  return { id, ticket, kind: "contacts", format: "csv", ...names, includeNotes: true, startedAt: "" };
}

beforeAll(() => {
  vi.stubEnv("SUPABASE_URL", stack.supabaseUrl);
  vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", stack.publishableKey);
});

it("a client that takes nothing for five minutes is given up, and not a second before", async () => {
  const { id: tenant, slug } = await makeWorkspace("stalled");
  await addContacts(tenant, 5000, 500);
  const run = await openHere(slug);
  // The timer that is tested and no other: the API and the database go by the real time.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { body } = await runStream(run, new AbortController().signal);
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
  await expect(reader.read()).rejects.toThrow("stood still for five minutes");
  vi.useRealTimers();
  expect(await endedRun(run.id)).toMatchObject({
    status: "interrupted",
    failure: "The download stood still for five minutes and was given up.",
  });
  await vi.waitFor(() => expect(console.error).toHaveBeenCalledWith(expect.stringContaining("export.interrupted")));
  vi.mocked(console.error).mockClear();
});

it("a client that takes nothing while its run is cancelled is cut off all the same", async () => {
  const { id: tenant, slug } = await makeWorkspace("cancelled");
  await addContacts(tenant, 5000, 500);
  const run = await openHere(slug);
  const { body } = await runStream(run, new AbortController().signal);
  const reader = body.getReader();
  await reader.read();
  await sql`update exports set status = 'cancelled' where id = ${run.id}`;
  // Within a few heartbeats, though nothing more is read from the database meanwhile.
  await sleep(4000);
  await expect(reader.read()).rejects.toThrow("The export was cancelled.");
  expect(await endedRun(run.id)).toMatchObject({ status: "cancelled", failure: null });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { type AppServer, startAppServer } from "../../support/app-server";
import { curlOnce, curlUntilWhole, fileSha256 } from "../../support/curl-download";
import { sql, stack } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { addManyContacts, endedExport, makeWorkspace, manyContacts } from "../../support/workspace";

let server: AppServer;
let admin: TestUser;
let workspace: { id: string; slug: string };
let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "hydra-deadline-"));
  workspace = await makeWorkspace("resume-deadline");
  await addManyContacts(workspace.id);
  server = await startAppServer({ EXPORT_DEADLINE_SECONDS: "2" });
  admin = await TestUser.signedIn("admin@acme.test");
});
afterAll(() => {
  server.process.kill("SIGKILL");
  rmSync(directory, { recursive: true });
});

/** Where the server can begin to make the file, as it recorded. */
async function recordedStarts(id: string): Promise<number[]> {
  const parts = await sql`select record from private.export_parts where export_id = ${id} order by end_byte`;
  return parts
    .map(({ record }) => JSON.parse(Buffer.from(record.split(".")[1], "base64url").toString()))
    .filter(({ position }) => position !== null)
    .map(({ bytes }) => bytes);
}

it.each(["csv", "json"])(
  "curl downloads a %s file that takes longer than the server allows, piece by piece",
  async (format) => {
    const fields = { workspace: workspace.slug, kind: "contacts", format };
    const whole = Buffer.from(await (await admin.fetch((await admin.createExport(fields)).file)).arrayBuffer());
    const { id, file } = await admin.createExport(fields);
    const target = join(directory, `contacts.${format}`);
    // 5 MB a second: the whole file takes twelve seconds, six times the limit.
    const runs = await curlUntilWhole(id, server.url + file, target, admin.cookie, ["--limit-rate", "5M"]);
    expect(runs.length).toBeGreaterThan(2);
    const cut = runs.slice(0, -1);
    // Each attempt has brought the client on, and none has looked whole.
    expect(cut.every(({ exitCode, bytes }, index) => exitCode > 0 && bytes > (cut[index - 1]?.bytes ?? 0))).toBe(true);
    expect(await endedExport(id)).toMatchObject({
      status: "completed",
      rows_written: String(manyContacts),
      attempt: runs.length,
      sha256: fileSha256(target),
    });
    expect(readFileSync(target).equals(whole)).toBe(true);
    // What is made again when an attempt goes on: less than about a batch (2 MB) and a part (4 MB).
    const starts = [0, ...(await recordedStarts(id))];
    for (const { bytes } of cut) {
      const start = starts.findLast((place) => place <= bytes) ?? 0;
      expect(bytes - start).toBeLessThan(9_000_000);
    }
  },
);

it("an attempt whose time is over before it has made again what the client has leaves less to the next one", async () => {
  const busy = await startAppServer({ EXPORT_DEADLINE_SECONDS: "1" });
  onTestFinished(() => void busy.process.kill("SIGKILL"));
  const { id, file } = await admin.createExport({ workspace: workspace.slug, kind: "contacts", format: "json" });
  const target = join(directory, "made-again.json");
  // Nearly all of the file, from a server without a limit.
  await curlOnce(stack.appUrl + file, target, admin.cookie, ["--limit-rate", "40M", "--max-time", "1.3"]);
  expect(await endedExport(id)).toMatchObject({ status: "interrupted" });
  await curlUntilWhole(id, busy.url + file, target, admin.cookie);
  expect(await endedExport(id)).toMatchObject({ status: "completed", sha256: fileSha256(target) });
});

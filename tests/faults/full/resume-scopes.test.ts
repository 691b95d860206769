import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppServer, startAppServer } from "../../support/app-server";
import { addEntries } from "../../support/audit-entries";
import { seededRandom } from "../../support/seeded-random";
import { sql } from "../../support/stack";
import { takeBytes } from "../../support/take-bytes";
import { TestUser } from "../../support/test-user";
import { addContacts, endedExport, makeWorkspace } from "../../support/workspace";

// Parts of the records and local times, from two servers in turns: each server lacks what the other one keeps in memory.

let workspace: { id: string; slug: string };
let server: AppServer;
let users: TestUser[];
beforeAll(async () => {
  workspace = await makeWorkspace("resume-scopes");
  await addContacts(workspace.id, 5_000, 1_000);
  await addConversations(workspace.id);
  await addEntries({
    tenant: workspace.id,
    details: JSON.stringify({ note: "A long note. ".repeat(90) }),
    times: 4_000,
  });
  server = await startAppServer();
  const admin = await TestUser.signedIn("admin@acme.test");
  users = [admin, admin.at(server.url), admin.at(server.url)];
});
afterAll(() => void server.process.kill("SIGKILL"));

/** 200 conversations, one of which has 6,000 messages, which are read in batches of their own. */
async function addConversations(tenant: string): Promise<void> {
  await sql`
    insert into conversations (tenant_id, created_at)
    select ${tenant}, timestamptz '2025-01-01' + n * interval '1 hour' from generate_series(1, 200) n`;
  await sql`
    insert into messages (tenant_id, conversation_id, role, content, created_at)
    select ${tenant}, c.id, 'user', repeat(md5(c.id::text || n), 30), c.created_at + n * interval '1 second'
    from (select *, row_number() over (order by created_at) as place from conversations where tenant_id = ${tenant}) c
      cross join generate_series(1, case place when 100 then 6000 else 10 end) n`;
}

it.each([
  { kind: "contacts", format: "csv", types: ["contact"], time_zone: "Asia/Kolkata" },
  { kind: "contacts", format: "json", columns: ["id", "notes", "email"], time_zone: "America/St_Johns" },
  { kind: "conversations", format: "json", status: ["open"], time_zone: "Asia/Kolkata" },
  { kind: "conversations", format: "ndjson" },
  { kind: "audit_log", format: "csv", from: "2020-01-01", time_zone: "Asia/Kolkata" },
])("a part of the records goes on on either of two servers, wherever it is cut: %j", async (fields) => {
  const random = seededRandom(19);
  const [admin] = users as [TestUser];
  const request = { ...fields, workspace: workspace.slug };
  const { id, file } = await admin.createExport(request);
  let joined = (await takeBytes(admin, file, 0, 300_000)).body;
  let row = await endedExport(id);
  // The last byte may have been sent to a client that had left.
  for (let turn = 1; row.status !== "completed" || joined.length < Number(row.bytes_written); turn++) {
    const user = users[turn % users.length] as TestUser;
    const bytes = turn < 10 ? 1 + Math.floor(random() * 1_500_000) : undefined;
    const { response, body } = await takeBytes(user, file, joined.length, bytes);
    expect([turn, response.status]).toEqual([turn, 206]);
    joined = Buffer.concat([joined, body]);
    row = await endedExport(id);
  }
  expect(row).toMatchObject({ sha256: createHash("sha256").update(joined).digest("hex") });
  expect(Number(row.attempt)).toBeGreaterThan(3);
  // The audit log has more entries meanwhile.
  if (fields.kind === "audit_log") return;
  const whole = await takeBytes(admin, (await admin.createExport(request)).file, 0);
  expect(whole.body.equals(joined)).toBe(true);
});

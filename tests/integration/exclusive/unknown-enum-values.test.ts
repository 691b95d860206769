// A Hydra whose enums have values that exports do not know, as docs/adopting.md allows. No enum can lose a value again: they stay in the stack.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ContactWorkspace } from "../../support/contact-records";
import { readWorkbook } from "../../support/read-workbook";
import { sql } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { endedExport, entriesOfExport } from "../../support/workspace";

const furtherValues = {
  customer_type: "channel_partner",
  conversation_status: "marked_spam",
  message_role: "system",
  ticket_status: "on_hold",
  ticket_priority: "very_low",
  member_role: "guest",
};

let workspace: ContactWorkspace;
let admin: TestUser;
let contact: string;
let conversation: string;

beforeAll(async () => {
  for (const [type, value] of Object.entries(furtherValues))
    await sql.unsafe(`alter type public.${type} add value if not exists '${value}'`);
  workspace = await ContactWorkspace.make("unknown-enum-values");
  admin = await TestUser.signedIn("admin@acme.test");
  contact = await workspace.customer({ type: "channel_partner", name: "Nia Reseller" });
  conversation = await workspace.conversation({ customer_id: contact, status: "marked_spam", subject: "Offer" });
  await workspace.message(conversation, "You are a helpful bot.", { role: "system" });
  await workspace.message(conversation, "Hello", { role: "user" });
  await workspace.ticket("Contract", { customer_id: contact, status: "on_hold", priority: "very_low" });
});
afterAll(() => sql.end());

async function page(user: TestUser, path: string): Promise<{ status: number; html: string }> {
  const response = await user.fetch(`/${workspace.slug}${path}`);
  return { status: response.status, html: await response.text() };
}

/** The file of an export that ended well. */
async function fileOf(fields: Record<string, string>): Promise<Buffer> {
  const { id, response } = await admin.download({ workspace: workspace.slug, ...fields });
  expect({ ...fields, status: response.status }).toEqual({ ...fields, status: 200 });
  const file = Buffer.from(await response.arrayBuffer());
  expect({ ...fields, ...(await endedExport(id)) }).toMatchObject({ ...fields, status: "completed" });
  return file;
}

describe("values that an adopted Hydra adds to its enums", () => {
  it("are words on the page of a contact", async () => {
    const { status, html } = await page(admin, `/leads/${contact}`);
    expect(status).toBe(200);
    expect(html).toContain("Nia Reseller");
    for (const words of ["Channel partner", "Marked spam", "System", "On hold", "Very low priority"])
      expect(html).toContain(`>${words}<`);
    expect(html).toContain("You are a helpful bot.");
  });

  it("do not keep the lists, the form of an export and the pages of exports from their readers", async () => {
    for (const path of ["", "/contacts", "/leads", `/leads/${contact}/export`, "/settings/data-export"]) {
      expect({ path, status: (await page(admin, path)).status }).toEqual({ path, status: 200 });
    }
  });

  it("are as stored in the JSON of a contact", async () => {
    const { file } = await workspace.json(admin, contact);
    expect(file.customer).toMatchObject({ type: "channel_partner" });
    expect(file.conversations).toMatchObject([
      { status: "marked_spam", messages: [{ role: "system" }, { role: "user" }] },
    ]);
    expect(file.tickets).toMatchObject([{ status: "on_hold", priority: "very_low" }]);
  });

  it("are words in the readable report of a contact", async () => {
    const { html } = await workspace.report(admin, contact);
    expect(html).toContain("<dt>Type</dt><dd>Channel partner</dd>");
    expect(html).toContain("<dt>Status</dt><dd>Marked spam</dd>");
    expect(html).toContain("<dt>Status</dt><dd>On hold</dd>");
    expect(html).toContain("<dt>Priority</dt><dd>Very low</dd>");
    expect(html).toContain("<b>System</b>");
    expect(html).toContain("You are a helpful bot.");
  });

  it("are as stored in contacts files of every format", async () => {
    for (const format of ["csv", "csv-excel", "csv-semicolon", "csv-exact", "json", "ndjson"]) {
      const text = (await fileOf({ kind: "contacts", format })).toString();
      expect(text, format).toContain("channel_partner");
    }
    const [contacts] = readWorkbook(await fileOf({ kind: "contacts", format: "xlsx" }));
    expect(contacts?.rows.slice(1).map(([, type]) => type)).toEqual(["channel_partner"]);
  });

  it("are as stored in conversations files of every format", async () => {
    const nested = JSON.parse((await fileOf({ kind: "conversations", format: "json" })).toString());
    expect(nested).toMatchObject([{ status: "marked_spam", messages: [{ role: "system" }, { role: "user" }] }]);
    expect((await fileOf({ kind: "conversations", format: "csv" })).toString()).toContain("marked_spam");
    const [conversations, messages] = readWorkbook(await fileOf({ kind: "conversations", format: "xlsx" }));
    expect(conversations?.rows.slice(1).map(([, status]) => status)).toEqual(["marked_spam"]);
    expect(messages?.rows.slice(1).map(([, , role]) => role)).toEqual(["system", "user"]);
  });

  it("are outside of an export of chosen types or statuses", async () => {
    expect(JSON.parse((await fileOf({ kind: "contacts", format: "json", types: "lead" })).toString())).toEqual([]);
    expect(JSON.parse((await fileOf({ kind: "conversations", format: "json", status: "open" })).toString())).toEqual(
      [],
    );
  });
});

describe("a member whose role exports do not know", () => {
  let guest: TestUser;
  beforeAll(async () => {
    guest = await TestUser.signedIn("member@acme.test");
    await sql`
      insert into members (tenant_id, user_id, role, display_name, email)
      select ${workspace.id}, id, 'guest', 'Gil Guest', email from auth.users where email = 'member@acme.test'`;
  });

  it("sees their role in words and the pages of members", async () => {
    for (const path of ["", "/leads", `/leads/${contact}`]) {
      const { status, html } = await page(guest, path);
      expect({ path, status }).toEqual({ path, status: 200 });
      expect(html, path).toContain(">Guest<");
      expect(html, path).not.toContain("/settings/data-export");
    }
  });

  it("reads Unauthorized on the pages of exports and can neither start nor download one", async () => {
    for (const path of ["/settings/data-export", "/team/audit-log", `/leads/${contact}/export`]) {
      const { status, html } = await page(guest, path);
      expect({ path, status }).toEqual({ path, status: 403 });
      expect(html, path).toContain("Unauthorized");
    }
    for (const fields of [
      { kind: "contacts", format: "csv" },
      { kind: "contact", format: "json", contact },
    ])
      expect((await guest.postExport({ workspace: workspace.slug, ...fields })).status).toBe(403);
    const { file } = await admin.createExport({ workspace: workspace.slug, kind: "contacts", format: "csv" });
    expect((await guest.fetch(file)).status).toBeGreaterThanOrEqual(403);
  });

  it("receives nothing of what they started as an admin, and stands in the audit log with that role", async () => {
    const owner = await TestUser.signedIn("owner@acme.test");
    const { id, file } = await admin.createExport({ workspace: workspace.slug, kind: "contacts", format: "csv" });
    await sql`update members set role = 'guest' where tenant_id = ${workspace.id} and email = 'admin@acme.test'`;
    expect((await admin.fetch(file)).status).toBe(404);
    expect((await entriesOfExport(id))[0]).toMatchObject({ actor_role: "admin" });
    for (const path of ["/team/audit-log", `/settings/data-export/receipts/${id}`])
      expect({ path, status: (await page(owner, path)).status }).toEqual({ path, status: 200 });
    const log = await owner.download({ workspace: workspace.slug, kind: "audit_log", format: "json" });
    const entries = (await log.response.json()) as Record<string, unknown>[];
    expect(entries.filter(({ actor_role }) => actor_role === "admin").length).toBeGreaterThan(0);
  });
});

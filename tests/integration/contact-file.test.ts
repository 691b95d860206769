import { beforeAll, describe, expect, it } from "vitest";
import { conversationsOf, customersOf, type Row, ticketsOf } from "../support/expected-records";
import { schemaErrors } from "../support/json-schema";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

const priya = "c0000000-0000-4000-8000-000000000001";
const namesakeInGlobex = "c0000000-0000-4000-8000-000000000002";
const today = new Date().toISOString().slice(0, 10);

let admin: TestUser;
let acme: string;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  acme = (await sql`select id from tenants where slug = 'acme'`)[0]?.id;
});

type File = { export: Row; customer: Row; conversations: Row[]; tickets: Row[] };

async function exported(contact: string, options: { notes?: string; workspace?: string } = {}) {
  const { id, response } = await admin.download({
    workspace: "acme",
    kind: "contact",
    format: "json",
    contact,
    ...options,
  });
  const text = await response.text();
  return { id, response, text, file: JSON.parse(text) as File };
}

/** The expected file of a contact, assembled from whole tables. */
async function expectedFile(contact: string, all: { customers: Row[]; conversations: Row[]; tickets: Row[] }) {
  const customer = all.customers.find(({ id }) => id === contact);
  const conversations = all.conversations.filter(
    ({ id, customer_id }) =>
      customer_id === contact || (customer_id === null && id === customer?.source_conversation_id),
  );
  const tickets = all.tickets.filter(
    ({ customer_id, conversation_id }) =>
      customer_id === contact || (customer_id === null && conversations.some(({ id }) => id === conversation_id)),
  );
  return { customer, conversations, tickets };
}

describe("a contact's export as JSON", () => {
  it("contains the customer, every conversation and every ticket, equal to the database, and no other contact", async () => {
    const all = {
      customers: await customersOf(acme),
      conversations: await conversationsOf(acme),
      tickets: await ticketsOf(acme),
    };
    const rich = await sql`
      select id from customers c where tenant_id = ${acme} order by
        (select count(*) from tickets t where t.customer_id = c.id) + (select count(*) from conversations v where v.customer_id = c.id) desc limit 8`;
    const bySource = await sql`
      select c.id from customers c join conversations v on v.id = c.source_conversation_id
      where c.tenant_id = ${acme} and v.customer_id is distinct from c.id limit 4`;
    const awkward =
      await sql`select id from customers where tenant_id = ${acme} and external_id like 'awkward-%' order by id limit 12`;
    const ids = new Set([priya, ...[...rich, ...bySource, ...awkward].map(({ id }) => id as string)]);
    expect(bySource.length).toBeGreaterThan(0);
    for (const id of ids) {
      const { file, text } = await exported(id);
      const { export: about, ...content } = file;
      const expected = await expectedFile(id, all);
      expect(content).toEqual(expected);
      expect(schemaErrors("contact", file)).toEqual([]);
      expect(about).toMatchObject({
        format: "hydra-contact-export",
        version: 1,
        internal_notes: "included",
        workspace: { name: "Acme", slug: "acme" },
        exported_by: { email: "admin@acme.test" },
      });
      // No data of any other contact.
      const others = all.customers.filter((other) => other.id !== id && text.includes(other.id as string));
      expect(others).toEqual([]);
    }
  });

  it("keeps every digit of a number and is indented", async () => {
    const [{ id, metadata } = {}] = await sql`
      select id, metadata::text from customers where tenant_id = ${acme} and metadata::text ~ '[0-9]{20}' limit 1`;
    const { text } = await exported(id);
    const [number] = /\d{20}/.exec(metadata) ?? [];
    expect(text).toContain(number);
    expect(text).toMatch(/^\{\n {2}"export": \{\n {4}"description": /);
  });

  it("has a file name without personal data", async () => {
    const { response } = await exported(priya);
    expect(response.headers.get("content-disposition")).toMatch(
      new RegExp(`^attachment; filename="acme-contact-c0000000-${today}T\\d{4}Z\\.json"$`),
    );
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  });

  it("omits internal notes on request and says so in the file, its name and the audit log", async () => {
    const { id, file, text, response } = await exported(priya, { notes: "exclude" });
    expect(response.headers.get("content-disposition")).toMatch(
      /"acme-contact-c0000000-without-notes-[\dTZ-]+\.json"$/,
    );
    const whole = (await exported(priya)).file;
    const internal = whole.conversations.flatMap(({ replies }) =>
      (replies as Row[]).filter((reply) => reply.is_internal),
    );
    const ticketNotes = whole.tickets.flatMap(({ notes }) => notes as Row[]);
    expect(internal.length).toBeGreaterThan(0);
    expect(ticketNotes.length).toBeGreaterThan(0);
    for (const note of [...internal, ...ticketNotes]) expect(text).not.toContain(note.id);
    expect(file.conversations.flatMap(({ replies }) => replies as Row[]).length).toBeGreaterThan(0);
    expect(file.export.internal_notes).toBe("excluded");
    const entries = await entriesOfExport(id);
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) expect(entry).toMatchObject({ details: { notes: "exclude" } });
  });

  it("is recorded with the contact as its target and does not count as a bulk export", async () => {
    const { id: tenant, slug } = await makeWorkspace("single");
    const [{ contact } = {}] = await sql`
      insert into customers (tenant_id, type, name) values (${tenant}, 'contact', 'Only One') returning id as contact`;
    const { id } = await exported(contact, { workspace: slug });
    expect(await endedExport(id)).toMatchObject({ status: "completed", target_id: contact });
    const entries = await entriesOfExport(id);
    expect(entries.map(({ action, target_type, target_id }) => [action, target_type, target_id])).toEqual([
      ["export.contact", "contact", contact],
      ["export.completed", "contact", contact],
    ]);
    const page = await (await admin.fetch(`/${slug}/settings/data-export`)).text();
    expect(page).toContain("Not exported yet");
    expect(page).not.toContain("Last complete export");
  });

  it("is the same 404 for a contact of another workspace, an unknown id and a malformed id", async () => {
    const responses = await Promise.all(
      [namesakeInGlobex, crypto.randomUUID(), "nonsense"].map((contact) =>
        admin.postExport({ workspace: "acme", kind: "contact", format: "json", contact }),
      ),
    );
    for (const response of responses) {
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        error: { message: "There is no such contact in this workspace." },
      });
    }
  });

  it("is refused to a member", async () => {
    const member = await TestUser.signedIn("member@acme.test");
    expect(
      (await member.postExport({ workspace: "acme", kind: "contact", format: "json", contact: priya })).status,
    ).toBe(403);
  });

  it("is a 404 when the contact is deleted before the download starts", async () => {
    const { id: tenant, slug } = await makeWorkspace("gone");
    const [{ id: contact } = {}] =
      await sql`insert into customers (tenant_id, name) values (${tenant}, 'Brief') returning id`;
    const { id, file } = await admin.createExport({ workspace: slug, kind: "contact", format: "json", contact });
    await sql`delete from customers where id = ${contact}`;
    expect((await admin.fetch(file)).status).toBe(404);
    expect(await endedExport(id)).toMatchObject({ status: "failed", failure: "contact_deleted" });
  });

  it("contains all 3,000 conversations of one contact", async () => {
    const { id: tenant, slug } = await makeWorkspace("talkative");
    const [{ id: contact } = {}] =
      await sql`insert into customers (tenant_id, name) values (${tenant}, 'Talkative') returning id`;
    await sql`
      with made as (insert into conversations (tenant_id, customer_id, subject) select ${tenant}, ${contact}, 'No. ' || n from generate_series(1, 3000) n returning id)
      insert into messages (tenant_id, conversation_id, role, content) select ${tenant}, id, 'user', 'Hello ' || n from made, generate_series(1, 5) n`;
    const { file } = await exported(contact, { workspace: slug });
    expect(file.conversations.length).toBe(3000);
    expect(file.conversations.every(({ messages }) => (messages as Row[]).length === 5)).toBe(true);
  });
});

describe("a contact's export as an HTML report", () => {
  const report = async (contact: string, notes = "include") => {
    const { response } = await admin.download({ workspace: "acme", kind: "contact", format: "html", contact, notes });
    return { response, html: await response.text() };
  };

  it("loads nothing from outside and runs no script", async () => {
    const { response, html } = await report(priya);
    expect(response.headers.get("content-disposition")).toMatch(
      new RegExp(`^attachment; filename="acme-contact-c0000000-${today}T\\d{4}Z\\.html"$`),
    );
    expect(html).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/,
    );
    expect(html).not.toMatch(/<(script|link|img|iframe|object|form)\b|\s(src|on\w+)=|url\(|@import/i);
    expect(html.match(/href="(?!#)/g)).toBeNull();
  });

  it("shows all texts of the JSON export, escaped", async () => {
    const hostile = await sql`select id from customers where tenant_id = ${acme} and name ~ '[<>]' limit 3`;
    for (const id of [priya, ...hostile.map(({ id }) => id as string)]) {
      const { html } = await report(id);
      const { file } = await exported(id);
      const escaped = (text: unknown) =>
        String(text).replace(
          /[&<>"']/g,
          (c) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "#39" }[c]};`,
        );
      const texts = [
        file.customer.name,
        ...file.conversations.flatMap(({ messages, replies }) => [
          ...(messages as Row[]).map((m) => m.content),
          ...(replies as Row[]).map((r) => r.body),
        ]),
        ...file.tickets.flatMap(({ title, replies, notes }) => [
          title,
          ...[...(replies as Row[]), ...(notes as Row[])].map((r) => r.body),
        ]),
      ];
      for (const text of texts) expect(html).toContain(escaped(text));
      expect(html).not.toMatch(/<script/i);
    }
    expect(hostile.length).toBeGreaterThan(0);
  });

  it("says whether it includes internal notes", async () => {
    expect((await report(priya)).html).toContain("are included and marked");
    const { html } = await report(priya, "exclude");
    expect(html).toContain("are not included");
    expect(html).not.toContain("Internal note by");
  });
});

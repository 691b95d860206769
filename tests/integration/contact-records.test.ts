// Whose data is it: which conversations and tickets are in a contact's file and on its page (GDPR Art. 15(4)).
import { beforeAll, describe, expect, it } from "vitest";
import { ContactWorkspace } from "../support/contact-records";
import { schemaErrors } from "../support/json-schema";
import { accessTokenOf, dataApi, openExport, withToken } from "../support/roles";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { endedExport, entriesOfExport } from "../support/workspace";

let admin: TestUser;
let workspace: ContactWorkspace;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  workspace = await ContactWorkspace.make("whose");
});

const ids = (rows: Record<string, unknown>[]) => rows.map(({ id }) => id);
const leftOut = {
  conversations: 1,
  reason: "The contact was created from a conversation that is or was linked to another contact.",
};

/** What the page of a contact shows, as text. */
async function page(contact: string): Promise<string> {
  return (await admin.fetch(`/${workspace.slug}/contacts/${contact}`)).text();
}

describe("what was another customer's", () => {
  it("belongs to nobody when that customer is deleted: conversations and tickets", async () => {
    const other = await workspace.customer({ name: "Somebody else" });
    const source = await workspace.conversation({ customer_id: other, subject: "Of somebody else" });
    await workspace.message(source, "A secret of somebody else");
    const contact = await workspace.customer({ source_conversation_id: source });
    const own = await workspace.conversation({ customer_id: contact, subject: "An own one" });
    await workspace.ticket("A ticket of somebody else", { customer_id: other, conversation_id: own });
    await workspace.ticket("A ticket about an own one", { conversation_id: own });
    await sql`delete from customers where id = ${other}`;

    const { text, file } = await workspace.json(admin, contact);
    expect(ids(file.conversations)).toEqual([own]);
    expect(file.export.left_out).toEqual(leftOut);
    for (const shown of [text, (await workspace.report(admin, contact)).html, await page(contact)]) {
      expect(shown).toContain("A ticket about an own one");
      expect(shown).not.toMatch(/somebody else/i);
    }
  });

  it("stays the contact's own when it was only unlinked from the contact", async () => {
    const contact = await workspace.customer();
    const source = await workspace.conversation({ customer_id: contact });
    await sql`update customers set source_conversation_id = ${source} where id = ${contact}`;
    const ticket = await workspace.ticket("An own ticket", { customer_id: contact, conversation_id: source });
    await sql`update tickets set customer_id = null where id = ${ticket}`;
    await sql`update conversations set customer_id = null where id = ${source}`;

    const { file } = await workspace.json(admin, contact);
    expect([ids(file.conversations), ids(file.tickets)]).toEqual([[source], [ticket]]);
  });
});

describe("the conversation that a contact was created from", () => {
  it("is left out of file, report and page when it belongs to another contact, and the file says so", async () => {
    const other = await workspace.customer({ name: "Somebody else" });
    const source = await workspace.conversation({ customer_id: other, subject: "Of somebody else" });
    const contact = await workspace.customer({ source_conversation_id: source });
    const own = await workspace.conversation({ customer_id: contact, subject: "An own one" });
    await workspace.message(source, "A secret of somebody else");
    await workspace.ticket("A ticket of somebody else", { conversation_id: source });

    const { id, text, file } = await workspace.json(admin, contact);
    expect(ids(file.conversations)).toEqual([own]);
    expect(file.tickets).toEqual([]);
    expect(file.export.left_out).toEqual(leftOut);
    expect(schemaErrors("contact", file)).toEqual([]);
    expect((await endedExport(id)).counts).toMatchObject({ conversations: 1, messages: 0, tickets: 0 });
    const { html } = await workspace.report(admin, contact);
    expect(html).toContain("One conversation is left out");
    for (const shown of [text, html, await page(contact)]) {
      expect(shown).toContain("An own one");
      expect(shown).not.toMatch(/somebody else/i);
    }
    expect((await workspace.json(admin, other)).file.export.left_out).toBeUndefined();
  });

  it("is in file, report and page when it has no customer", async () => {
    const source = await workspace.conversation({ subject: "Where it began" });
    const contact = await workspace.customer({ source_conversation_id: source });
    await workspace.message(source, "The first words");
    const { file } = await workspace.json(admin, contact);
    expect(ids(file.conversations)).toEqual([source]);
    expect(file.export.left_out).toBeUndefined();
    for (const shown of [(await workspace.report(admin, contact)).html, await page(contact)]) {
      expect(shown).toContain("The first words");
    }
  });

  it("is left out when it has no customer, but two contacts were created from it", async () => {
    const source = await workspace.conversation({ subject: "Of one of two people" });
    const contacts = [
      await workspace.customer({ source_conversation_id: source }),
      await workspace.customer({ source_conversation_id: source }),
    ];
    for (const contact of contacts) {
      const { file } = await workspace.json(admin, contact);
      expect(file.conversations).toEqual([]);
      expect(file.export.left_out).toEqual(leftOut);
      expect(await page(contact)).not.toContain("Of one of two people");
    }
  });

  it("belongs to another customer for exactly one customer of the demo data", async () => {
    const rows = await sql`
      select c.id from customers c join conversations v on v.id = c.source_conversation_id
      join tenants t on t.id = c.tenant_id where t.slug in ('acme', 'globex') and v.customer_id <> c.id`;
    expect(rows).toHaveLength(1);
  });
});

describe("a ticket of a contact's conversation", () => {
  it("is in file, report and page when it has no customer, and is not when it has another", async () => {
    const contact = await workspace.customer();
    const other = await workspace.customer({ name: "Somebody else" });
    const conversation = await workspace.conversation({ customer_id: contact });
    const source = await workspace.conversation();
    await sql`update customers set source_conversation_id = ${source} where id = ${contact}`;
    const expected = [
      await workspace.ticket("Linked to the contact", { customer_id: contact, created_at: "2026-01-03" }),
      await workspace.ticket("Of a conversation", { conversation_id: conversation, created_at: "2026-01-04" }),
      await workspace.ticket("Of the first conversation", { conversation_id: source, created_at: "2026-01-02" }),
    ];
    await workspace.ticket("Of somebody else", { conversation_id: conversation, customer_id: other });
    const { id, file } = await workspace.json(admin, contact);
    expect(ids(file.tickets)).toEqual([expected[2], expected[0], expected[1]]);
    expect(schemaErrors("contact", file)).toEqual([]);
    expect((await endedExport(id)).counts).toMatchObject({ tickets: 3 });
    for (const shown of [(await workspace.report(admin, contact)).html, await page(contact)]) {
      for (const title of ["Linked to the contact", "Of a conversation", "Of the first conversation"]) {
        expect(shown).toContain(title);
      }
      expect(shown).not.toContain("Of somebody else");
    }
  });
});

it("the token of a contact's export cannot read what belongs to another contact", async () => {
  const other = await workspace.customer();
  const source = await workspace.conversation({ customer_id: other });
  await workspace.message(source, "Of somebody else");
  await workspace.reply(source, "Of somebody else");
  const ticket = await workspace.ticket("Of somebody else", { conversation_id: source });
  const contact = await workspace.customer({ source_conversation_id: source });
  const own = await workspace.conversation({ customer_id: contact });
  await workspace.message(own, "An own one");
  const client = dataApi(await accessTokenOf("admin@acme.test"));
  const values = { tenant_id: workspace.id, kind: "contact", format: "json", target_id: contact };
  const { token } = await openExport(client, values);
  const count = (table: string) => withToken(token, `select from ${table}`);
  expect([await count("conversations"), await count("messages")]).toEqual([1, 1]);
  expect([await count("replies"), await count("tickets"), await count("customers")]).toEqual([0, 0, 1]);
  expect(await withToken(token, "select from tickets where id = $1", [ticket])).toBe(0);
});

it("without internal notes, the notes on the contact are left out of file and report, and both say so", async () => {
  const contact = await workspace.customer({ notes: "Difficult to deal with", job_title: "Buyer" });
  const excluded = await workspace.json(admin, contact, "exclude");
  expect(excluded.file.customer).toMatchObject({ notes: null, job_title: "Buyer" });
  expect(excluded.file.export.internal_notes).toBe("excluded");
  expect(schemaErrors("contact", excluded.file)).toEqual([]);
  const { html } = await workspace.report(admin, contact, "exclude");
  expect(html).toContain('<dt>Internal notes</dt><dd><span class="none">Not included</span></dd>');
  for (const text of [excluded.text, html]) expect(text).not.toContain("Difficult to deal with");
  for (const { details } of await entriesOfExport(excluded.id)) expect(details).toMatchObject({ notes: "exclude" });
  expect((await workspace.json(admin, contact)).file.customer.notes).toBe("Difficult to deal with");
  expect((await workspace.report(admin, contact)).html).toContain("Difficult to deal with");
});

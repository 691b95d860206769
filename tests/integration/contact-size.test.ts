// The file of a contact with much data, and what is in it while other people write.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createDownload } from "@/lib/exports/download/download-session";
import { ContactWorkspace } from "../support/contact-records";
import { takeConsoleErrors } from "../support/fail-on-console-error";
import { FaultProxy } from "../support/fault-proxy";
import { openExportInProcess } from "../support/open-export-in-process";
import { accessTokenOf, dataApi, openExport } from "../support/roles";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";
import { endedExport } from "../support/workspace";

/** Counts the batches that downloads of this process ask for. */
const proxy = new FaultProxy(stack.supabaseUrl);
let admin: TestUser;
let workspace: ContactWorkspace;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  workspace = await ContactWorkspace.make("much");
  // Before the first download: the environment is read once.
  vi.stubEnv("SUPABASE_URL", await proxy.start());
  vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", stack.publishableKey);
  vi.stubEnv("EXPORT_SIGNING_KEY", stack.signingKey);
});
// Downloads of this process log here how they ended; the tests read it from the record.
afterEach(() => void takeConsoleErrors());
afterAll(() => proxy.stop());

const formats = ["json", "html"] as const;
type Format = (typeof formats)[number];

/** Opens the export of a contact in this process, so that the test decides when its file is read. */
async function openInProcess(contact: string, format: Format) {
  const openExport = await openExportInProcess(workspace.slug, { id: contact, format });
  const startedAt = new Date().toISOString();
  return {
    id: openExport.id,
    download: () => createDownload({ ...openExport, startedAt }, new AbortController().signal, () => {}),
  };
}

const streamText = (stream: ReadableStream<Uint8Array>) => new Response(stream).text();

/** A message every second, and a reply at the time of every second message, with texts that do not compress. */
async function fillConversation(conversation: string, messages: number): Promise<void> {
  const values = sql`
    ${workspace.id}::uuid, ${conversation}::uuid, timestamptz '2026-01-01' + n * interval '1 second', n || ' ' || md5(n::text)`;
  await sql`
    insert into messages (tenant_id, conversation_id, created_at, content, role)
    select ${values}, 'user' from generate_series(1, ${messages}::int) n`;
  await sql`
    insert into replies (tenant_id, conversation_id, created_at, body, author)
    select ${values}, 'A teammate' from generate_series(2, ${messages}::int, 2) n`;
}

describe.each(formats)("the file of a contact as %s", (format) => {
  it("is read no further than the client takes it, when a conversation has 50,000 messages", async () => {
    const contact = await workspace.customer();
    await fillConversation(await workspace.conversation({ customer_id: contact }), 50_000);
    const { id, download } = await openInProcess(contact, format);
    const readBefore = proxy.batchReads;
    const reader = (await download()).getReader();
    let bytes = 0;
    while (bytes < 200_000) bytes += (await reader.read()).value?.length ?? 0;
    // The start, titles, the conversation, a batch of messages and one of replies, and what is read ahead.
    expect(proxy.batchReads - readBefore).toBeLessThanOrEqual(10);
    for (let result = await reader.read(); !result.done; result = await reader.read()) {
      // A chunk is a batch at most, which has 2 MB before it is indented or marked up.
      expect(result.value.length).toBeLessThan(4_000_000);
    }
    expect((await endedExport(id)).counts).toMatchObject({ conversations: 1, messages: 50_000, replies: 25_000 });
    expect(proxy.batchReads - readBefore).toBeGreaterThan(15);
  });

  it("ends with a failure when the contact is deleted meanwhile", async () => {
    const contact = await workspace.customer();
    await fillConversation(await workspace.conversation({ customer_id: contact }), 20_000);
    const { id, download } = await openInProcess(contact, format);
    const stream = await download();
    await sql`delete from customers where id = ${contact}`;
    await expect(streamText(stream)).rejects.toThrow();
    expect(await endedExport(id)).toMatchObject({ status: "failed", failure: "contact_deleted" });
  });

  it("has nothing that was created after the export started", async () => {
    const contact = await workspace.customer();
    const conversation = await workspace.conversation({ customer_id: contact, subject: "Old" });
    const ticket = await workspace.ticket("Old", { customer_id: contact });
    await workspace.message(conversation, "Old message");
    const { id, download } = await openInProcess(contact, format);
    const parents = { tenant_id: workspace.id, conversation_id: conversation };
    await workspace.message(conversation, "New message");
    await workspace.reply(conversation, "New reply");
    await workspace.conversation({ customer_id: contact, subject: "New conversation" });
    await workspace.ticket("New ticket", { customer_id: contact });
    await workspace.ticket("New ticket", { conversation_id: parents.conversation_id });
    for (const table of ["ticket_replies", "ticket_notes"]) {
      await sql`insert into ${sql(table)} ${sql({ tenant_id: workspace.id, ticket_id: ticket, author: "A", body: "New" })}`;
    }
    const text = await streamText(await download());
    expect(text).toContain("Old message");
    expect(text).not.toContain("New ");
    expect((await endedExport(id)).counts).toEqual({
      ...{ contacts: 1, conversations: 1, messages: 1, replies: 0 },
      ...{ tickets: 1, ticket_replies: 0, ticket_notes: 0 },
    });
  });

  it("has every record that existed when the export started, also with a time in the future or before Christ", async () => {
    const contact = await workspace.customer();
    const times = ["-infinity", "0044-03-15 BC", "2026-01-01", "2999-01-01", "12999-01-01", "infinity"];
    for (const created_at of times) {
      const conversation = await workspace.conversation({
        customer_id: contact,
        created_at,
        subject: `Subject ${created_at}`,
      });
      for (const time of times)
        await workspace.message(conversation, `Message ${created_at} ${time}`, { created_at: time });
      await workspace.ticket(`Ticket ${created_at}`, { customer_id: contact, created_at });
    }
    const text =
      format === "json" ? (await workspace.json(admin, contact)).text : (await workspace.report(admin, contact)).html;
    const expected = times.flatMap((outer) => times.map((time) => `Message ${outer} ${time}`));
    expect(text.match(/Message [^"<]+/g)).toEqual(expected);
    for (const time of times) for (const word of ["Subject", "Ticket"]) expect(text).toContain(`${word} ${time}`);
  });

  it("has JSON that is nested 3,000 levels deep", async () => {
    const deep = `${'{"a": '.repeat(3000)}1.10${"}".repeat(3000)}`;
    const contact = await workspace.customer();
    await sql`update customers set metadata = ${deep}::text::jsonb, churn_reasons = ${deep}::text::jsonb where id = ${contact}`;
    if (format === "json") {
      const { text } = await workspace.json(admin, contact);
      expect(text.split("1.10")).toHaveLength(3);
      expect(text.replaceAll(/\s/g, "")).toContain(`"metadata":${deep.replaceAll(" ", "")},`);
    } else {
      const { html } = await workspace.report(admin, contact);
      const text = `${'{"a": '.repeat(2980)}1.10${"}".repeat(2980)}`;
      expect(html.split(text.replaceAll('"', "&quot;"))).toHaveLength(3);
    }
  });
});

it("large conversations and tickets have the same entries in JSON and report, by time in the report", async () => {
  const contact = await workspace.customer({ name: "Much ado" });
  const conversation = await workspace.conversation({ customer_id: contact });
  await fillConversation(conversation, 6000);
  for (let n = 0; n < 5; n++) await workspace.conversation({ customer_id: contact, subject: `Small ${n}` });
  const ticket = await workspace.ticket("Large", { customer_id: contact });
  for (const table of ["ticket_replies", "ticket_notes"]) {
    await sql`
      insert into ${sql(table)} (tenant_id, ticket_id, author, body, created_at)
      select ${workspace.id}, ${ticket}, 'A teammate', ${table} || ' ' || n, timestamptz '2026-01-01' + n * interval '1 second'
      from generate_series(1, 1200) n`;
  }
  const { file } = await workspace.json(admin, contact);
  const { html } = await workspace.report(admin, contact);
  const [large] = file.conversations as { id: string; messages: { content: string }[]; replies: { body: string }[] }[];
  expect(large?.id).toBe(conversation);
  expect([large?.messages.length, large?.replies.length]).toEqual([6000, 3000]);
  expect(file.conversations).toHaveLength(6);
  const [wholeTicket] = file.tickets as { replies: { body: string }[]; notes: { body: string }[] }[];
  expect([wholeTicket?.replies.at(-1)?.body, wholeTicket?.notes.length]).toEqual(["ticket_replies 1200", 1200]);

  const entries = [...html.matchAll(/<li class="(\w+)">.*?<div class="prose" dir="auto">(.*?)<\/div>/g)];
  const shown = entries.map(([, kind, text]) => `${kind} ${text?.split(" ")[0]} ${text?.split(" ")[1]?.length}`);
  const expected = Array.from({ length: 6000 }, (_, index) => index + 1).flatMap((n) =>
    (n % 2 === 0 ? ["message", "reply"] : ["message"]).map((kind) => `${kind} ${n} 32`),
  );
  expect(shown.slice(0, 9000)).toEqual(expected);
  expect(entries.slice(9000).map(([, , text]) => text)).toEqual(
    Array.from({ length: 1200 }, (_, n) => [`ticket_replies ${n + 1}`, `ticket_notes ${n + 1}`]).flat(),
  );
  for (const { id } of file.conversations) {
    expect(html.split(`href="#conversation-${id}"`)).toHaveLength(2);
    expect(html.split(`id="conversation-${id}"`)).toHaveLength(2);
  }
  expect(html).toContain("Conversations (6)");
});

/** A contact with so many conversations and a ticket without a customer for each of them, in another order, in a workspace of its own. */
async function contactWithTickets(count: number): Promise<{ owner: ContactWorkspace; contact: string }> {
  const owner = await ContactWorkspace.make("tickets");
  const contact = await owner.customer();
  await sql`
    with made as (
      insert into conversations (tenant_id, customer_id, created_at)
      select ${owner.id}, ${contact}, timestamptz '2026-01-01' + n * interval '1 second' from generate_series(1, ${count}::int) n
      returning id, created_at
    )
    insert into tickets (tenant_id, title, conversation_id, created_at)
    select ${owner.id}, 'T', id, timestamptz '2026-06-01' - (created_at - timestamptz '2026-01-01') from made`;
  return { owner, contact };
}

/** The blocks of 8 kB that Postgres reads, from memory or disk, for the first batch of a contact's tickets. */
async function blocksOfFirstBatch({ owner, contact }: { owner: ContactWorkspace; contact: string }): Promise<number> {
  const client = dataApi(await accessTokenOf("admin@acme.test"));
  const target = { tenant_id: owner.id, kind: "contact", format: "json", target_id: contact };
  const { token } = await openExport(client, target);
  return sql.begin(async (tx) => {
    await tx`select set_config('request.headers', ${JSON.stringify({ "x-export-token": token })}, true)`;
    await tx`set local role anon`;
    const explain = () => tx`explain (analyze, buffers, format json) select public.export_contact_tickets()`;
    // The first call also reads the catalog.
    await explain();
    const [row = {}] = await explain();
    const plan = row["QUERY PLAN"][0].Plan;
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
  });
}

it("a batch of tickets costs the same among five times as many, and the tickets are in order", async () => {
  const [few, many] = [await contactWithTickets(2_000), await contactWithTickets(10_000)];
  await sql`analyze conversations, tickets`;
  expect(await blocksOfFirstBatch(many)).toBeLessThan(2 * (await blocksOfFirstBatch(few)));
  const expected = await sql`
    select t.id from tickets t join conversations v on v.id = t.conversation_id
    where v.customer_id = ${many.contact} order by t.created_at, t.id`;
  const { file } = await many.owner.json(admin, many.contact);
  expect(file.tickets.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
});

// Records that move or go while an export runs: the file cannot hold each of them once, so the record of the export names them.
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { pauseDownload } from "../support/paused-download";
import { accessTokenOf, dataApi, makeFullWorkspace, openExport } from "../support/roles";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { waitUntil } from "../support/wait-until";
import { endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

type ConversationRecord = { id: string; messages: { id: string; content: string }[]; replies: { id: string }[] };

/** More than the server reads ahead of a client that stopped reading: 40 MB in conversations of 10 kB. */
const conversationCount = 4000;

/** A workspace with one message in each of many conversations, in order. @returns the first and the last conversation with its message */
async function makeLongWorkspace(name: string) {
  const workspace = await makeWorkspace(name);
  const tenant = workspace.id;
  await sql`
    with made as (
      insert into conversations (tenant_id, created_at)
      select ${tenant}, timestamptz '2026-01-01' + n * interval '1 second' from generate_series(1, ${conversationCount}) n
      returning id
    )
    insert into messages (tenant_id, conversation_id, role, content) select ${tenant}, id, 'user', repeat('m', 10000) from made`;
  const rows = await sql`
    select c.id, m.id as message from conversations c join messages m on m.conversation_id = c.id
    where c.tenant_id = ${tenant} order by c.created_at`;
  type Row = { id: string; message: string };
  return { ...workspace, first: rows[0] as Row, last: rows.at(-1) as Row };
}

async function pauseConversations(slug: string) {
  const user = await TestUser.signedIn("admin@acme.test");
  return { user, download: await pauseDownload(user, { workspace: slug, kind: "conversations", format: "json" }) };
}

type Remarks = { count: number; records: Record<string, string>[] } | undefined;

/** The remarks in the audit entry of a completed export. */
async function remarksOf(id: string): Promise<Remarks> {
  expect(await endedExport(id)).toMatchObject({ status: "completed" });
  const entry = (await entriesOfExport(id)).at(-1) as { action: string; details: { remarks: Remarks } };
  expect(entry.action).toBe("export.completed");
  return entry.details.remarks;
}

function countOf(id: string, text: string): number {
  return text.split(`"id":"${id}"`).length - 1;
}

/** The visible text of a page. */
async function pageText(user: TestUser, path: string): Promise<string> {
  const response = await user.fetch(path);
  expect(response.status).toBe(200);
  const html = await response.text();
  const body = html.slice(html.indexOf("<body")).replace(/<script[\s\S]*?<\/script>/g, "");
  return body
    .replace(/<!--.*?-->/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

describe("a completed export names", () => {
  it("messages that a merge moved to a conversation sent before and to one sent later", async () => {
    const { id: tenant, slug, first, last } = await makeLongWorkspace("merge");
    const { user, download } = await pauseConversations(slug);
    await sql`update messages set conversation_id = ${first.id} where id = ${last.message}`;
    await sql`update messages set conversation_id = ${last.id} where id = ${first.message}`;
    const text = await download.readRest();

    // What the remarks are about: one message is missing, the other is there twice.
    expect([countOf(last.message, text), countOf(first.message, text)]).toEqual([0, 2]);
    expect(await remarksOf(download.id)).toEqual({
      count: 2,
      records: [
        {
          change: "moved",
          type: "messages",
          id: last.message,
          parent_type: "conversations",
          from: last.id,
          to: first.id,
        },
        {
          change: "moved",
          type: "messages",
          id: first.message,
          parent_type: "conversations",
          from: first.id,
          to: last.id,
        },
      ],
    });
    const receipt = await pageText(user, `/${slug}/settings/data-export/receipts/${download.id}`);
    expect(receipt).toContain("Completed, with 2 remarks");
    expect(receipt).toContain(
      `Message ${last.message} was moved from conversation ${last.id} to conversation ${first.id}.`,
    );
    const overview = await pageText(user, `/${slug}/settings/data-export`);
    expect(overview).toContain("4,000 rows, with 2 remarks");
    expect(overview).toContain("Completed, with 2 remarks Receipt of Conversations as JSON");
    expect(await pageText(user, `/${slug}/team/audit-log`)).toContain("Remarks 2 remarks on the receipt");
    const [{ sha256 } = {}] = await sql`select sha256 from exports where tenant_id = ${tenant}`;
    const verified = await user.fetch(`/api/exports/verify?workspace=${slug}&sha256=${sha256}`);
    expect(await verified.json()).toMatchObject({ remarkCount: 2 });
  });

  it("a large conversation that was deleted while its messages were read", async () => {
    const { id: tenant, slug } = await makeWorkspace("large");
    const [{ id } = {}] = await sql`insert into conversations (tenant_id) values (${tenant}) returning id`;
    await sql`insert into messages (tenant_id, conversation_id, role, content)
      select ${tenant}, ${id}, 'user', repeat('m', 10000) from generate_series(1, 6000)`;
    const { download } = await pauseConversations(slug);
    await sql`delete from conversations where id = ${id}`;
    const [conversation] = JSON.parse(await download.readRest()) as ConversationRecord[];

    expect(conversation?.messages.length).toBeLessThan(6000);
    // The conversation stands for its messages.
    expect(await remarksOf(download.id)).toEqual({
      count: 1,
      records: [{ change: "deleted", type: "conversations", id }],
    });
  });

  it("conversations, messages and replies that were deleted before their turn", async () => {
    const { id: tenant, slug, first, last } = await makeLongWorkspace("deleted");
    const [reply] = await sql`insert into replies (tenant_id, conversation_id, author, body)
      values (${tenant}, ${first.id}, 'A', 'B') returning id`;
    const { user, download } = await pauseConversations(slug);
    await sql`delete from conversations where id = ${last.id}`;
    await sql`delete from messages where id = ${first.message}`;
    await sql`delete from replies where id = ${reply?.id}`;
    await download.readRest();

    expect(await remarksOf(download.id)).toEqual({
      count: 3,
      records: [
        { change: "deleted", type: "conversations", id: last.id },
        { change: "deleted", type: "messages", id: first.message, parent_type: "conversations", from: first.id },
        { change: "deleted", type: "replies", id: reply?.id, parent_type: "conversations", from: first.id },
      ],
    });
    const receipt = await pageText(user, `/${slug}/settings/data-export/receipts/${download.id}`);
    expect(receipt).toContain(`Conversation ${last.id} was deleted.`);
    expect(receipt).toContain(`Reply ${reply?.id} in conversation ${first.id} was deleted.`);
  });

  it("contacts that were deleted before their turn", async () => {
    const { id: tenant, slug } = await makeWorkspace("deleted-contact");
    await sql`insert into customers (tenant_id, name, notes, created_at)
      select ${tenant}, 'Person ' || n, repeat('n', 10000), timestamptz '2026-01-01' + n * interval '1 second'
      from generate_series(1, 4000) n`;
    const user = await TestUser.signedIn("admin@acme.test");
    const download = await pauseDownload(user, { workspace: slug, kind: "contacts", format: "csv" });
    const [gone] = await sql`delete from customers where tenant_id = ${tenant} and name = 'Person 4000' returning id`;
    const rows = parse(await download.readRest(), { columns: true });

    expect(rows).toHaveLength(3999);
    expect(await remarksOf(download.id)).toEqual({
      count: 1,
      records: [{ change: "deleted", type: "contacts", id: gone?.id }],
    });
  });

  it("at most 20 records, and says when more than 1,000 were moved or deleted", async () => {
    const { id: tenant, slug, first, last } = await makeLongWorkspace("many");
    await sql`insert into messages (tenant_id, conversation_id, role, content)
      select ${tenant}, ${last.id}, 'user', 'm' from generate_series(1, 1500)`;
    const { user, download } = await pauseConversations(slug);
    await sql`update messages set conversation_id = ${first.id} where conversation_id = ${last.id} and content = 'm'`;
    await sql`delete from messages where conversation_id = ${first.id}`;
    const [{ rows } = {}] =
      await sql`select count(*)::int as rows from private.export_remarks where export_id = ${download.id}`;
    expect(rows).toBe(1001);
    await download.readRest();

    expect(await remarksOf(download.id)).toMatchObject({ count: 1001, records: { length: 20 } });
    const receipt = await pageText(user, `/${slug}/settings/data-export/receipts/${download.id}`);
    expect(receipt).toContain("Completed, with more than 1,000 remarks");
    expect(receipt).toContain("and more than 980 others");
  });

  it("that a table was emptied", async () => {
    const { id: tenant } = await makeWorkspace("emptied");
    const { id } = await openExport(dataApi(await accessTokenOf("admin@acme.test")), {
      tenant_id: tenant,
      kind: "conversations",
      format: "json",
    });
    const rollback = new Error("rollback");
    const truncate = sql.begin(async (tx) => {
      await tx`truncate messages`;
      const remarks =
        await tx`select change, record_type, record_id from private.export_remarks where export_id = ${id}`;
      expect([...remarks]).toEqual([{ change: "deleted", record_type: "messages", record_id: null }]);
      throw rollback;
    });
    await expect(truncate).rejects.toBe(rollback);
  });
});

describe("an export has no remarks", () => {
  it("when records are added and changed but none is moved or deleted", async () => {
    const { id: tenant, slug, first, last } = await makeLongWorkspace("changed");
    const { user, download } = await pauseConversations(slug);
    await sql`update messages set content = 'n', conversation_id = conversation_id where id in (${first.message}, ${last.message})`;
    await sql`update conversations set subject = 'New', status = 'resolved' where tenant_id = ${tenant}`;
    await sql`insert into conversations (tenant_id) values (${tenant})`;
    await download.readRest();

    expect(await remarksOf(download.id)).toBeUndefined();
    expect(await pageText(user, `/${slug}/settings/data-export/receipts/${download.id}`)).not.toMatch(/remark/i);
  });

  it("when a conversation that was created after the start, and its messages, are moved and deleted", async () => {
    const { id: tenant, slug, last } = await makeLongWorkspace("new");
    const { download } = await pauseConversations(slug);
    const [made] = await sql`insert into conversations (tenant_id) values (${tenant}) returning id`;
    const [other] = await sql`insert into conversations (tenant_id) values (${tenant}) returning id`;
    await sql`insert into messages (tenant_id, conversation_id, role, content)
      select ${tenant}, ${made?.id}, 'user', 'm' from generate_series(1, 2)`;
    await sql`update messages set conversation_id = ${other?.id} where conversation_id = ${made?.id}`;
    await sql`delete from messages where conversation_id = ${other?.id}`;
    await sql`delete from conversations where id in (${made?.id}, ${other?.id})`;
    const text = await download.readRest();

    expect(countOf(last.id, text)).toBe(1);
    expect(await remarksOf(download.id)).toBeUndefined();
  });

  it("when records of another workspace are moved and deleted", async () => {
    const { slug } = await makeLongWorkspace("still");
    const other = await makeFullWorkspace();
    const { download } = await pauseConversations(slug);
    const [{ id } = {}] = await sql`insert into conversations (tenant_id) values (${other.id}) returning id`;
    await sql`update messages set conversation_id = ${id} where tenant_id = ${other.id}`;
    await sql`delete from conversations where tenant_id = ${other.id}`;
    await download.readRest();

    expect(await remarksOf(download.id)).toBeUndefined();
  });

  it("when the change is rolled back", async () => {
    const { slug, first, last } = await makeLongWorkspace("rolled-back");
    const { download } = await pauseConversations(slug);
    const rollback = sql.begin(async (tx) => {
      await tx`update messages set conversation_id = ${first.id} where id = ${last.message}`;
      throw new Error("rollback");
    });
    await expect(rollback).rejects.toThrow("rollback");
    await download.readRest();

    expect(await remarksOf(download.id)).toBeUndefined();
  });
});

describe("a change that was not committed when the export was opened", () => {
  it("is waited for, and is in the file", async () => {
    const { slug, first, last } = await makeLongWorkspace("awaited");
    const user = await TestUser.signedIn("admin@acme.test");
    let download: ReturnType<typeof user.download> | undefined;
    await sql.begin(async (tx) => {
      await tx`update messages set conversation_id = ${first.id} where id = ${last.message}`;
      download = user.download({ workspace: slug, kind: "conversations", format: "json" });
      const [{ id: tenant } = {}] = await sql`select id from tenants where slug = ${slug}`;
      await waitUntil("the export waits for the change", async () => {
        const [{ waits } = {}] = await sql`
          select exists (select from pg_stat_activity where wait_event = 'PgSleep')
            and exists (select from exports where tenant_id = ${tenant} and status = 'pending') as waits`;
        return waits;
      });
    });
    const { id, response } = (await download) as Awaited<typeof download> & object;
    const [conversation] = (await response.json()) as ConversationRecord[];
    expect(conversation?.messages.map((message) => message.id)).toContain(last.message);
    expect(await remarksOf(id)).toBeUndefined();
  });

  it("is a remark without a name when it takes longer than two seconds", async () => {
    const { slug, first, last } = await makeLongWorkspace("not-awaited");
    const { user, download } = await sql.begin(async (tx) => {
      await tx`update messages set conversation_id = ${first.id} where id = ${last.message}`;
      return pauseConversations(slug);
    });
    const text = await download.readRest();
    expect(countOf(last.message, text)).toBe(0);
    expect(await remarksOf(download.id)).toEqual({ count: 1, records: [{ change: "unlisted" }] });
    const receipt = await pageText(user, `/${slug}/settings/data-export/receipts/${download.id}`);
    expect(receipt).toContain("Completed, with 1 remark ");
    expect(receipt).toContain("Records were being moved or deleted when the export started.");
  });
});

describe("the export of a single contact", () => {
  /** A workspace whose contact has a conversation, a ticket and one of each of their records, and so has another customer. */
  async function openContact(notes: "include" | "exclude", before: string) {
    const workspace = await makeFullWorkspace();
    const tenant_id = workspace.id;
    const [own] = await sql`select id from tickets where tenant_id = ${tenant_id}`;
    const [conversation] =
      await sql`insert into conversations ${sql({ tenant_id, customer_id: workspace.lead })} returning id`;
    const [ticket] =
      await sql`insert into tickets ${sql({ tenant_id, title: "T", customer_id: workspace.lead })} returning id`;
    await sql`insert into messages ${sql({ tenant_id, conversation_id: conversation?.id, role: "user", content: "other" })}`;
    await sql`insert into replies ${sql({ tenant_id, conversation_id: workspace.conversation, author: "A", body: "note", is_internal: true })}`;
    const fields = {
      kind: "contact",
      format: "json",
      target_id: workspace.contact,
      include_notes: notes === "include",
    };
    const names = {
      tenant: tenant_id,
      contact: workspace.contact,
      lead: workspace.lead,
      own: workspace.conversation,
      others: conversation?.id,
      ticket: own?.id,
      othersTicket: ticket?.id,
      source: crypto.randomUUID(),
    };
    const run = (statements: string) =>
      sql.unsafe(statements.replace(/\$(\w+)/g, (_, name: keyof typeof names) => `'${names[name]}'`));
    await run(before);
    const { id } = await openExport(dataApi(await accessTokenOf("admin@acme.test")), { tenant_id, ...fields });
    return { id, names, run };
  }

  /**
   * Runs statements with $names replaced by ids.
   * @param before statements that run before the export is opened
   * @returns the remarks that they leave, as "change type from>to"
   */
  async function remarksAfter(
    statements: string,
    notes: "include" | "exclude" = "include",
    before = "",
  ): Promise<string[]> {
    const { id, names, run } = await openContact(notes, before);
    const nameOf = new Map(Object.entries(names).map(([name, value]) => [value, name]));
    await run(statements);
    const rows = await sql`select * from private.export_remarks where export_id = ${id} order by position`;
    return rows.map(
      ({ change, record_type, from_parent, to_parent }) =>
        `${change} ${record_type} ${nameOf.get(from_parent) ?? ""}>${nameOf.get(to_parent) ?? ""}`,
    );
  }

  it.each([
    [
      "a message moved away",
      "update messages set conversation_id = $others where conversation_id = $own",
      "moved messages own>others",
    ],
    [
      "a message moved in",
      "update messages set conversation_id = $own where conversation_id = $others",
      "moved messages others>own",
    ],
    ["a deleted message", "delete from messages where conversation_id = $own", "deleted messages own>"],
    [
      "a reply moved away",
      "update replies set conversation_id = $others where conversation_id = $own and not is_internal",
      "moved replies own>others",
    ],
    [
      "a conversation given to another customer",
      "update conversations set customer_id = $lead where id = $own",
      "moved conversations contact>lead",
    ],
    [
      "a conversation given to the contact",
      "update conversations set customer_id = $contact where id = $others",
      "moved conversations lead>contact",
    ],
    ["a deleted conversation", "delete from conversations where id = $own", "deleted conversations >"],
    [
      "a ticket given to another customer",
      "update tickets set customer_id = $lead where id = $ticket",
      "moved tickets contact>lead",
    ],
    ["a deleted ticket", "delete from tickets where id = $ticket", "deleted tickets >"],
    [
      "a ticket reply moved away",
      "update ticket_replies set ticket_id = $othersTicket where tenant_id = $tenant",
      "moved ticket_replies ticket>othersTicket",
    ],
    ["a deleted ticket note", "delete from ticket_notes where tenant_id = $tenant", "deleted ticket_notes ticket>"],
    [
      "a conversation that became the contact's source",
      "insert into conversations (tenant_id, id) values ($tenant, $lead); update customers set source_conversation_id = $lead where id = $contact",
      "moved conversations >contact",
    ],
  ])("names %s", async (_, statement, remark) => {
    expect(await remarksAfter(statement)).toEqual([remark]);
  });

  /** A conversation without a customer that the contact was created from: the contact's own. */
  const source =
    "insert into conversations (tenant_id, id) values ($tenant, $source); update customers set source_conversation_id = $source where id = $contact";
  /** The lead was created from it, too: nobody's. */
  const shared = `${source}; update customers set source_conversation_id = $source where id = $lead`;

  it.each([
    [
      "another customer is added with it",
      source,
      "insert into customers (tenant_id, source_conversation_id) values ($tenant, $source)",
      ["moved conversations contact>"],
    ],
    [
      "another customer gets it",
      source,
      "update customers set source_conversation_id = $source where id = $lead",
      ["moved conversations contact>"],
    ],
    [
      "the other customer is deleted",
      shared,
      "delete from conversations where customer_id = $lead; delete from customers where id = $lead",
      ["moved conversations >contact"],
    ],
    [
      "the other customer loses it",
      shared,
      "update customers set source_conversation_id = null where id = $lead",
      ["moved conversations >contact"],
    ],
    ["it is deleted", source, "delete from conversations where id = $source", ["deleted conversations >"]],
    [
      "it is linked to another customer",
      source,
      "update conversations set customer_id = $lead where id = $source",
      ["moved conversations >lead"],
    ],
    [
      "it is linked to the contact, whose it was",
      source,
      "update conversations set customer_id = $contact where id = $source",
      [],
    ],
    [
      "it was nobody's, and is deleted or linked to another customer",
      `${shared}; insert into conversations (tenant_id, id) values ($tenant, $contact)`,
      "update conversations set customer_id = $lead where id = $source; delete from conversations where id in ($source, $contact)",
      [],
    ],
    [
      "it was another customer's, and the contact is unlinked from it",
      "update customers set source_conversation_id = $others where id = $contact",
      "update customers set source_conversation_id = null where id = $contact",
      [],
    ],
  ])("says of the conversation that the contact was created from when %s", async (_, before, statement, remarks) => {
    expect(await remarksAfter(statement, "include", before)).toEqual(remarks);
  });

  it.each([
    [
      "of other customers",
      "update messages set content = 'x' where tenant_id = $tenant; delete from messages where conversation_id = $others; delete from tickets where id = $othersTicket; delete from conversations where id = $others",
      "include",
    ],
    [
      "that stay with another customer",
      "insert into tickets (tenant_id, title, customer_id, conversation_id) values ($tenant, 'T', $lead, $others); update tickets set conversation_id = $own where conversation_id = $others",
      "include",
    ],
    [
      "that are internal notes, when these are left out",
      "delete from ticket_notes where tenant_id = $tenant; update replies set conversation_id = $others where is_internal and tenant_id = $tenant; delete from replies where is_internal and tenant_id = $tenant",
      "exclude",
    ],
    [
      "that were created after the start",
      `insert into conversations (tenant_id, id, customer_id) values ($tenant, $source, $contact);
       insert into messages (tenant_id, conversation_id, role, content) values ($tenant, $own, 'user', 'new'), ($tenant, $source, 'user', 'new');
       insert into tickets (tenant_id, title, customer_id) values ($tenant, 'new', $contact);
       delete from messages where content = 'new' and conversation_id = $source;
       update messages set conversation_id = $others where content = 'new' and conversation_id = $own;
       delete from messages where content = 'new' and tenant_id = $tenant;
       update conversations set customer_id = $lead where id = $source; update conversations set customer_id = $contact where id = $source;
       delete from conversations where id = $source;
       update tickets set customer_id = $lead where title = 'new' and tenant_id = $tenant;
       update tickets set customer_id = $contact where title = 'new' and tenant_id = $tenant;
       delete from tickets where title = 'new' and tenant_id = $tenant`,
      "include",
    ],
  ] as const)("does not name records %s", async (_, statements, notes) => {
    expect(await remarksAfter(statements, notes)).toEqual([]);
  });

  it("does not name a ticket of the contact's conversation that was another customer's", async () => {
    const before = `
      insert into tickets (tenant_id, id, title, customer_id, conversation_id) values ($tenant, $source, 'T', $lead, $own);
      update tickets set customer_id = null where id = $source;
      insert into ticket_replies (tenant_id, ticket_id, author, body) values ($tenant, $source, 'A', 'B'), ($tenant, $source, 'A', 'C')`;
    const statements = `
      delete from ticket_replies where ticket_id = $source and body = 'B'; update ticket_replies set ticket_id = $othersTicket where body = 'C';
      update tickets set conversation_id = $others where id = $source; update tickets set conversation_id = $own where id = $source;
      delete from tickets where id = $source`;
    expect(await remarksAfter(statements, "include", before)).toEqual([]);
  });
});

describe("what the receipt says is in the file", () => {
  it("is the data as of the start, also when a contact is dated 2030", async () => {
    const { id: tenant, slug } = await makeWorkspace("clock");
    await sql`insert into customers (tenant_id, name, created_at) values (${tenant}, 'Ahead', '2030-05-06')`;
    const user = await TestUser.signedIn("admin@acme.test");
    const { id, response } = await user.download({ workspace: slug, kind: "contacts", format: "csv" });
    expect(await response.text()).toContain("Ahead");
    const { started_at } = (await endedExport(id)) as { started_at: Date };
    const receipt = await user.fetch(`/${slug}/settings/data-export/receipts/${id}`).then((page) => page.text());
    const [, asOf] = /Data as of<\/dt><dd[^>]*><time dateTime="([^"]+)"/i.exec(receipt) ?? [];
    expect(Date.parse(asOf ?? "")).toBe(started_at.getTime());
    expect(receipt).not.toContain("2030");
  });

  it("allows for messages that arrive while it runs, and a message dated 2030 that existed is in the file", async () => {
    const { id: tenant, slug, first, last } = await makeLongWorkspace("arriving");
    const [ahead] = await sql`insert into messages (tenant_id, conversation_id, role, content, created_at)
      values (${tenant}, ${last.id}, 'user', 'Ahead', '2030-01-01') returning id`;
    const { user, download } = await pauseConversations(slug);
    await sql`insert into messages (tenant_id, conversation_id, role, content)
      values (${tenant}, ${last.id}, 'user', 'Arrived'), (${tenant}, ${first.id}, 'user', 'Too late')`;
    const text = await download.readRest();
    expect([countOf(ahead?.id, text), text.includes('"Arrived"'), text.includes('"Too late"')]).toEqual([
      1,
      true,
      false,
    ]);
    const receipt = await pageText(user, `/${slug}/settings/data-export/receipts/${download.id}`);
    expect(receipt).toContain("Records that were added or changed while the export ran may be in the file as well.");
    expect(receipt).not.toContain("aren’t in the file");
  });
});

it("an export of a part that waits for an open change of statuses lets others delete records meanwhile", async () => {
  const { id: tenant } = await makeWorkspace("waits");
  const [{ id, message } = {}] = await sql`
    with made as (insert into conversations (tenant_id) values (${tenant}) returning id)
    insert into messages (tenant_id, conversation_id, role, content) select ${tenant}, id, 'user', 'm' from made
    returning conversation_id as id, id as message`;
  const admin = dataApi(await accessTokenOf("admin@acme.test"));
  const changing = await sql.reserve();
  try {
    await changing`begin`;
    await changing`update conversations set status = 'resolved' where id = ${id}`;
    const opened = openExport(admin, {
      ...{ tenant_id: tenant, kind: "conversations", format: "json" },
      scope: { status: ["open"] },
    });
    await waitUntil("the export waits", async () => {
      const [waiting] = await sql`select from pg_stat_activity where wait_event = 'PgSleep'`;
      return waiting !== undefined;
    });
    await sql.begin(async (tx) => {
      await tx`set local lock_timeout = '300ms'`;
      await tx`delete from messages where id = ${message}`;
    });
    await changing`rollback`;
    await opened;
  } finally {
    changing.release();
  }
});

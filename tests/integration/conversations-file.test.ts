import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { conversationsOf, type Row } from "../support/expected-records";
import { schemaErrors } from "../support/json-schema";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

let owner: TestUser;
beforeAll(async () => {
  owner = await TestUser.signedIn("owner@acme.test");
});

const fields = (workspace: string) => ({ workspace, kind: "conversations", format: "json" });

async function exported(slug: string, user = owner): Promise<{ id: string; bytes: Buffer; conversations: Row[] }> {
  const { id, response } = await user.download(fields(slug));
  const bytes = Buffer.from(await response.arrayBuffer());
  return { id, bytes, conversations: JSON.parse(bytes.toString()) };
}

/** Inserts one conversation per size, with that many messages. */
async function addConversations(tenantId: string, sizes: number[]): Promise<void> {
  await sql`
    with made as (
      insert into conversations (tenant_id, subject, created_at)
      select ${tenantId}, size, timestamptz '2026-01-01' + position * interval '1 minute'
      from unnest(${sizes}::int[]) with ordinality s(size, position) returning id, subject::int as size
    )
    insert into messages (tenant_id, conversation_id, role, content, created_at)
    select ${tenantId}, id, 'user', 'Message ' || n, timestamptz '2026-01-01' + (n / 10) * interval '1 second'
    from made cross join lateral generate_series(1, size) n`;
}

describe.each([
  ["acme", "admin@acme.test"],
  ["globex", "owner@globex.test"],
])("the conversations export of the seeded workspace %s", (slug, email) => {
  it("equals the database, with every message and reply", async () => {
    const user = await TestUser.signedIn(email);
    const [{ id: tenant } = {}] = await sql`select id from tenants where slug = ${slug}`;
    const expected = await conversationsOf(tenant);
    const { id, bytes, conversations } = await exported(slug, user);

    expect(expected.length).toBeGreaterThan(0);
    expect(conversations.length).toBe(expected.length);
    for (const [index, conversation] of conversations.entries()) expect(conversation).toEqual(expected[index]);
    expect(schemaErrors("conversations", conversations)).toEqual([]);
    expect(await endedExport(id)).toMatchObject({
      status: "completed",
      rows_written: String(expected.length),
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });
    expect((await entriesOfExport(id)).map(({ action }) => action)).toEqual([
      "export.conversations",
      "export.completed",
    ]);
  });
});

describe("a conversations export", () => {
  it("contains all of 0, 1, 1,000, 1,001, 1,510 and 50,000 messages of a conversation", async () => {
    const { id: tenant, slug } = await makeWorkspace("sizes");
    const sizes = [3, 1001, 0, 50_000, 1510, 1, 1000];
    await addConversations(tenant, sizes);
    const [{ id: large } = {}] =
      await sql`select id from conversations where tenant_id = ${tenant} and subject = '50000'`;
    await sql`insert into replies (tenant_id, conversation_id, author, body, is_internal, created_at)
      select ${tenant}, ${large}, 'Olivia', repeat('r', 1000), n % 2 = 0, timestamptz '2026-01-01' from generate_series(1, 6000) n`;

    const { id, conversations } = await exported(slug);
    expect(conversations.map(({ messages }) => (messages as Row[]).length)).toEqual(sizes);
    for (const { messages, subject } of conversations as { messages: Row[]; subject: string }[]) {
      expect(new Set(messages.map((message) => message.id)).size).toBe(Number(subject));
      const inOrder = messages.map(({ created_at, id }) => `${created_at} ${id}`);
      expect(inOrder).toEqual(inOrder.toSorted());
    }
    const replies = conversations[sizes.indexOf(50_000)]?.replies as Row[];
    expect(new Set(replies.map((reply) => reply.id)).size).toBe(6000);
    expect(replies.filter((reply) => reply.is_internal).length).toBe(3000);
    expect(await endedExport(id)).toMatchObject({ status: "completed", rows_written: String(sizes.length) });
  });

  it("contains messages of megabytes unchanged", async () => {
    const { id: tenant, slug } = await makeWorkspace("megabytes");
    await addConversations(tenant, [2, 2]);
    await sql`update messages set content = repeat('é\u2028"\\', 500000) where tenant_id = ${tenant}`;
    const { conversations } = await exported(slug);
    expect(conversations).toHaveLength(2);
    for (const { messages } of conversations as { messages: Row[] }[]) {
      expect(messages.map(({ content }) => content === 'é\u2028"\\'.repeat(500_000))).toEqual([true, true]);
    }
  });

  it("of a workspace without conversations is an empty array", async () => {
    const { slug } = await makeWorkspace("silent");
    const { bytes } = await exported(slug);
    expect(bytes.toString()).toBe("[]\n");
  });
});

it("a conversations export contains every conversation and message that existed throughout exactly once while others insert, update and delete", async () => {
  const { id: tenant, slug } = await makeWorkspace("busy");
  await addConversations(
    tenant,
    Array.from({ length: 1500 }, (_, index) => (index % 20) + 1),
  );
  await sql`insert into conversations (tenant_id, created_at) select ${tenant}, '2026-01-01 00:30:00.123456+00' from generate_series(1, 500)`;
  const ids = async (table: string) =>
    new Set((await sql`select id from ${sql(table)} where tenant_id = ${tenant}`).map(({ id }) => id as string));
  const before = { conversations: await ids("conversations"), messages: await ids("messages") };

  let writing = true;
  const writer = (async () => {
    while (writing) {
      await sql`insert into conversations (tenant_id, subject) values (${tenant}, 'New')`;
      await sql`insert into messages (tenant_id, conversation_id, role, content)
        select ${tenant}, id, 'user', 'New' from conversations where tenant_id = ${tenant} order by random() limit 20`;
      await sql`update conversations set status = 'resolved', updated_at = now()
        where id in (select id from conversations where tenant_id = ${tenant} order by random() limit 20)`;
      await sql`update messages set content = 'Edited' where id in (select id from messages where tenant_id = ${tenant} order by random() limit 20)`;
      await sql`delete from messages where id in (select id from messages where tenant_id = ${tenant} order by random() limit 3)`;
      await sql`delete from conversations where id in (select id from conversations where tenant_id = ${tenant} order by random() limit 1)`;
    }
  })();
  const { conversations } = await exported(slug).finally(() => {
    writing = false;
    return writer;
  });

  const after = { conversations: await ids("conversations"), messages: await ids("messages") };
  const found = {
    conversations: conversations.map(({ id }) => id as string),
    messages: conversations.flatMap(({ messages }) => (messages as Row[]).map(({ id }) => id as string)),
  };
  for (const table of ["conversations", "messages"] as const) {
    expect(
      [...before[table]].some((id) => !after[table].has(id)),
      `${table} were deleted`,
    ).toBe(true);
    expect(
      [...after[table]].some((id) => !before[table].has(id)),
      `${table} were added`,
    ).toBe(true);
    expect(new Set(found[table]).size).toBe(found[table].length);
    const seen = new Set(found[table]);
    const missing = [...before[table]].filter((id) => after[table].has(id) && !seen.has(id));
    expect(missing).toEqual([]);
  }
});

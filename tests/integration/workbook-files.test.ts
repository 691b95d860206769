import { beforeAll, describe, expect, it } from "vitest";
import { readWorkbook } from "../support/read-workbook";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { addContacts, endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

let admin: TestUser;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
});

async function workbook(slug: string, kind: string) {
  const { id, response } = await admin.download({ workspace: slug, kind, format: "xlsx" });
  const bytes = Buffer.from(await response.arrayBuffer());
  const row = await endedExport(id);
  expect(row.status).toBe("completed");
  return { id, row, response, sheets: readWorkbook(bytes) };
}

it("a contacts workbook says on its receipt, in its audit entry and in the cell how many characters it cut, and of which columns", async () => {
  const { id: tenant, slug } = await makeWorkspace("long-cells");
  await sql`
    insert into customers (tenant_id, notes, company, metadata, created_at) values
      (${tenant}, repeat('ä', 40000), 'short', jsonb_build_object('text', repeat('x', 50000)), '2026-01-01'),
      (${tenant}, repeat('n', 32768), repeat('c', 32767), null, '2026-01-02')`;
  const { id, row, sheets } = await workbook(slug, "contacts");
  const cut = { contacts: { notes: 2, metadata: 1 } };
  expect(row.cells_cut).toEqual(cut);
  const [, ended] = await entriesOfExport(id);
  expect(ended?.details).toMatchObject({ cells_cut: cut });
  expect(await (await admin.fetch(`/api/exports/${id}/receipt`)).json()).toMatchObject({ cut_cells: cut });
  const page = await (await admin.fetch(`/${slug}/settings/data-export/receipts/${id}`)).text();
  expect(page).toContain("Cells cut for Excel");
  expect(page).toMatch(/2 in notes, 1 in metadata|1 in metadata, 2 in notes/);
  expect(page).not.toContain("Not confirmed by the server");
  const warning = /3 cells were too long for Excel and were shortened: .*?For the full text, export JSON\./;
  expect(page).toMatch(warning);
  expect(await (await admin.fetch(`/${slug}/settings/data-export`)).text(), "the history").toMatch(warning);
  const live = await admin.fetch(`/api/exports/running?workspace=${slug}&export=${id}`);
  expect(await live.json()).toMatchObject({ exports: [{ cellsCut: cut }] });
  const verified = await admin.fetch(`/api/exports/verify?workspace=${slug}&sha256=${row.sha256}`);
  expect(await verified.json()).toMatchObject({ part: false, cellsCut: cut });

  const [header, first, second] = sheets[0]?.rows ?? [];
  const cell = (values: typeof first, name: string) => String(values?.[header?.indexOf(name) ?? -1]);
  expect(cell(first, "notes")).toMatch(/^ä+… \[cut: 40,000 characters\]$/);
  expect(cell(first, "notes")).toHaveLength(32_767);
  expect(cell(first, "metadata")).toMatch(/^\{"text": "x+… \[cut: 50,012 characters\]$/);
  expect(cell(second, "notes")).toMatch(/^n+… \[cut: 32,768 characters\]$/);
  expect(cell(second, "company")).toBe("c".repeat(32_767));
});

it("a workbook without cut cells has nothing about them in its record", async () => {
  const { slug, id: tenant } = await makeWorkspace("short-cells");
  await addContacts(tenant, 3);
  const { id, row } = await workbook(slug, "contacts");
  expect(row.cells_cut).toBe(null);
  expect(await (await admin.fetch(`/${slug}/settings/data-export`)).text()).not.toContain("too long for Excel");
  for (const { details } of await entriesOfExport(id)) expect(details).not.toHaveProperty("cells_cut");
});

describe("a conversations workbook", () => {
  it("has all of 0, 1, 5,000, 5,001 and 12,000 messages of a conversation, and of messages of megabytes", async () => {
    const { id: tenant, slug } = await makeWorkspace("sizes");
    const sizes = [3, 5001, 0, 12_000, 1, 5000, ...Array.from({ length: 450 }, (_, index) => index % 3)];
    await sql`
      with made as (
        insert into conversations (tenant_id, subject, created_at)
        select ${tenant}, size, timestamptz '2026-01-01' + position * interval '1 minute'
        from unnest(${sizes}::int[]) with ordinality s(size, position) returning id, subject::int as size
      )
      insert into messages (tenant_id, conversation_id, role, content, created_at)
      select ${tenant}, id, 'user', case size when 3 then repeat('m', 1500000) else 'Message ' || n end,
        timestamptz '2026-01-01' + (n / 10) * interval '1 second'
      from made cross join lateral generate_series(1, size) n`;
    await sql`
      insert into replies (tenant_id, conversation_id, author, body, is_internal, created_at)
      select ${tenant}, id, 'Olivia', 'Reply', position % 2 = 0, '2026-01-01'
      from (select id, row_number() over (order by created_at, id) as position from conversations where tenant_id = ${tenant}) c`;
    const { row, sheets } = await workbook(slug, "conversations");
    const [conversations, messages, replies] = sheets.map(({ rows }) => rows.slice(1));
    const column = sheets[0]?.rows[0]?.indexOf("message_count") as number;
    expect(conversations?.map((values) => values[column])).toEqual(sizes);
    const expected = await sql`
      select m.id from messages m join conversations c on c.id = m.conversation_id where m.tenant_id = ${tenant}
      order by c.created_at, c.id, m.created_at, m.id`;
    expect(messages?.map((values) => values[1])).toEqual(expected.map(({ id }) => id));
    expect(replies?.length).toBe(sizes.length);
    expect(row.counts).toEqual({ conversations: sizes.length, messages: expected.length, replies: sizes.length });
    expect(row.rows_written).toBe(String(sizes.length));
    expect(row.cells_cut).toEqual({ messages: { content: sizes.filter((size) => size === 3).length * 3 } });
  }, 180_000);

  it("of a workspace without conversations has three sheets with a header each", async () => {
    const { slug } = await makeWorkspace("silent");
    const { sheets } = await workbook(slug, "conversations");
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ["Conversations", 1],
      ["Messages", 1],
      ["Replies", 1],
    ]);
  });
});

it("a workbook is an attachment with its own content type, and is not compressed again on the wire", async () => {
  const { file } = await admin.createExport({ workspace: "acme", kind: "contacts", format: "xlsx" });
  const response = await admin.fetch(file, { headers: { "accept-encoding": "gzip" } });
  await response.arrayBuffer();
  expect(response.headers.get("content-type")).toBe(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  );
  expect(response.headers.get("content-encoding")).toBe(null);
  expect(response.headers.get("content-disposition")).toMatch(/acme-contacts-[\d-]+T\d{4}Z\.xlsx"$/);
});

import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { addContacts, endedExport, makeWorkspace } from "../support/workspace";

async function exportedIds(user: TestUser, slug: string): Promise<string[]> {
  const { response } = await user.download({ workspace: slug, kind: "contacts", format: "csv" });
  return parse(await response.text(), { columns: true }).map((row) => (row as { id: string }).id);
}

describe("a contacts export", () => {
  it("contains every row that existed throughout exactly once while others insert, update and delete", async () => {
    const { id: tenant, slug } = await makeWorkspace("busy");
    await addContacts(tenant, 4000, 500);
    // An import: 1,500 rows that share one created_at, more than a batch and than the API's row cap.
    await sql`
      insert into customers (tenant_id, type, name, created_at)
      select ${tenant}, 'lead', 'Imported ' || n, timestamptz '2026-01-01 00:30:00.123456+00' from generate_series(1, 1500) n`;
    const before = await sql`select id from customers where tenant_id = ${tenant}`;
    const user = await TestUser.signedIn("admin@acme.test");

    let writing = true;
    const deleted = new Set<string>();
    const writer = (async () => {
      while (writing) {
        await sql`insert into customers (tenant_id, name, created_at) values
          (${tenant}, 'New', now()), (${tenant}, 'Backdated', timestamptz '2026-01-01' + random() * interval '1 hour')`;
        await sql`update customers set notes = md5(random()::text), last_seen_at = now() where id in
          (select id from customers where tenant_id = ${tenant} order by random() limit 50)`;
        const gone = await sql`delete from customers where id in
          (select id from customers where tenant_id = ${tenant} order by random() limit 3) returning id`;
        for (const { id } of gone) deleted.add(id);
      }
    })();
    const ids = await exportedIds(user, slug).finally(() => {
      writing = false;
      return writer;
    });

    expect(deleted.size).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    const found = new Set(ids);
    const missing = before.filter(({ id }) => !found.has(id) && !deleted.has(id));
    expect(missing).toEqual([]);
  });

  it("contains rows dated far in the past, far in the future and at infinity", async () => {
    const { id: tenant, slug } = await makeWorkspace("odd-dates");
    await addContacts(tenant, 1200);
    await sql`insert into customers (tenant_id, name, created_at, last_seen_at) values
      (${tenant}, 'Ancient', '0044-03-15 12:00:00+00 BC', null), (${tenant}, 'Future', '2999-01-01', '2999-01-01'),
      (${tenant}, 'Never ends', 'infinity', '-infinity'), (${tenant}, 'Never began', '-infinity', 'infinity')`;
    const user = await TestUser.signedIn("admin@acme.test");
    const ids = await exportedIds(user, slug);
    const rows = await sql`select id from customers where tenant_id = ${tenant} order by created_at, id`;
    expect(ids).toEqual(rows.map(({ id }) => id));
  });

  it("contains every row when cells of a megabyte end batches early", async () => {
    const { id: tenant, slug } = await makeWorkspace("huge-cells");
    await sql`insert into customers (tenant_id, name, notes, metadata)
      select ${tenant}, repeat('n', 1000000), repeat(md5(n::text), 40000), jsonb_build_object('big', repeat('m', 1000000))
      from generate_series(1, 6) n`;
    const user = await TestUser.signedIn("admin@acme.test");
    const { id, response } = await user.download({ workspace: slug, kind: "contacts", format: "csv-exact" });
    const rows = parse(await response.text(), { columns: true }) as { notes: string; name: string; metadata: string }[];
    expect(rows.map((row) => [row.name.length, row.notes.length, JSON.parse(row.metadata).big.length])).toEqual(
      Array.from({ length: 6 }, () => [1_000_000, 1_280_000, 1_000_000]),
    );
    expect(await endedExport(id)).toMatchObject({ status: "completed", rows_written: "6" });
  });
});

describe("a conversations export", () => {
  it("contains each row once when it needs several answers of range boundaries and all rows share a timestamp", async () => {
    const { id: tenant, slug } = await makeWorkspace("ranges");
    // 200 rows to a range, 50 range boundaries to an answer.
    await sql`insert into conversations (tenant_id) select ${tenant} from generate_series(1, 10500)`;
    const user = await TestUser.signedIn("admin@acme.test");
    const { response } = await user.download({ workspace: slug, kind: "conversations", format: "json" });
    const rows = (await response.json()) as { id: string }[];
    const expected = await sql`select id from conversations where tenant_id = ${tenant} order by id`;
    expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });
});

describe("the keyset columns", () => {
  const tables = [
    ...(["customers", "conversations", "messages", "replies"] as const),
    ...(["tickets", "ticket_replies", "ticket_notes"] as const),
  ];
  it.each(tables)("of %s cannot change, other columns can", async (table) => {
    const { id: tenant_id } = await makeWorkspace("fixed");
    const { id: elsewhere } = await makeWorkspace("elsewhere");
    const [conversation] = await sql`insert into conversations (tenant_id) values (${tenant_id}) returning id`;
    const row = { tenant_id, conversation_id: conversation?.id };
    await sql`insert into customers ${sql({ tenant_id, name: "A" })}`;
    await sql`insert into messages ${sql({ ...row, role: "user", content: "A" })}`;
    await sql`insert into replies ${sql({ ...row, author: "A", body: "A" })}`;
    const [ticket] = await sql`insert into tickets ${sql({ tenant_id, title: "A" })} returning id`;
    for (const child of ["ticket_replies", "ticket_notes"]) {
      await sql`insert into ${sql(child)} ${sql({ tenant_id, ticket_id: ticket?.id, author: "A", body: "A" })}`;
    }
    const moves = { created_at: "2026-01-01", id: crypto.randomUUID(), tenant_id: elsewhere };
    for (const [column, value] of Object.entries(moves)) {
      const moved = sql`update ${sql(table)} set ${sql(column)} = ${value} where tenant_id = ${tenant_id}`;
      await expect(moved).rejects.toThrow(/cannot change/);
    }
    const column = {
      ...{ customers: "name", conversations: "subject", messages: "content", replies: "body" },
      ...{ tickets: "title", ticket_replies: "body", ticket_notes: "body" },
    }[table];
    await sql`update ${sql(table)} set created_at = created_at, ${sql(column)} = 'B' where tenant_id = ${tenant_id}`;
  });
});

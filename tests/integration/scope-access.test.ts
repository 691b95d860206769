import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessTokenOf, dataApi, type NewExport, openExport, withToken } from "../support/roles";
import { sql } from "../support/stack";
import { makeWorkspace } from "../support/workspace";

let workspace: { id: string; slug: string };

beforeAll(async () => {
  workspace = await makeWorkspace("access");
  const { id } = workspace;
  await sql`update tenants set max_running_exports = 1000 where id = ${id}`;
  await sql`
    insert into customers (tenant_id, type, name, created_at) values
      (${id}, 'lead', 'in', '2026-01-01T00:00:00Z'), (${id}, 'lead', 'late', '2026-02-01T00:00:00Z'), (${id}, 'contact', 'other', '2026-01-01T00:00:00Z')`;
  await sql`
    insert into conversations (tenant_id, status, subject, created_at, updated_at) values
      (${id}, 'open', 'in', '2026-01-01T00:00:00Z', '2026-01-05T00:00:00Z'), (${id}, 'open', 'old', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
      (${id}, 'resolved', 'other', '2026-01-01T00:00:00Z', '2026-01-05T00:00:00Z')`;
  await sql`insert into messages (tenant_id, conversation_id, role, content) select tenant_id, id, 'user', subject from conversations where tenant_id = ${id}`;
  await sql`
    insert into replies (tenant_id, conversation_id, author, body, is_internal)
    select tenant_id, id, 'A', subject, internal from conversations, unnest(array[true, false]) internal where tenant_id = ${id}`;
});
afterAll(() => sql.end());

async function open(values: Omit<NewExport, "tenant_id">) {
  const client = dataApi(await accessTokenOf("admin@acme.test"));
  return openExport(client, { tenant_id: workspace.id, ...values });
}

describe("the token of an export with a scope", () => {
  it("reads the customers of its types and days and no others, as PostgREST would let it", async () => {
    const scope = { types: ["lead"], created_from: "2026-01-01", created_to: "2026-02-01" };
    const { token } = await open({ kind: "contacts", format: "csv", scope });
    expect(await withToken(token, "select from customers")).toBe(1);
    expect(await withToken(token, "select from customers where name <> 'in'")).toBe(0);
    for (const table of ["conversations", "messages", "replies", "tickets", "audit_log"]) {
      expect(await withToken(token, `select from ${table}`), table).toBe(0);
    }
  });

  it("reads no columns outside of its function when it has columns of its own", async () => {
    const { token } = await open({ kind: "contacts", format: "csv", scope: { columns: ["name"] } });
    expect(await withToken(token, "select from customers")).toBe(0);
    expect(
      await withToken(
        token,
        "select from export_contacts() t where t::text like '%(in)%' and t::text not like '%lead%'",
      ),
    ).toBe(1);
  });

  it("reads the conversations of its statuses and days, with their messages and replies, and no others", async () => {
    const scope = { status: ["open"], updated_from: "2026-01-02" };
    const { token } = await open({ kind: "conversations", format: "json", scope });
    expect(await withToken(token, "select from conversations")).toBe(1);
    expect(await withToken(token, "select from messages")).toBe(1);
    expect(await withToken(token, "select from messages where content <> 'in'")).toBe(0);
    expect(await withToken(token, "select from replies")).toBe(2);
  });

  it("reads no internal notes when they are left out", async () => {
    const { token } = await open({ kind: "conversations", format: "json", include_notes: false });
    expect(await withToken(token, "select from replies")).toBe(3);
    expect(await withToken(token, "select from replies where is_internal")).toBe(0);
  });

  it("reads the entries of the audit log that its filters select and no others", async () => {
    const { token } = await open({ kind: "audit_log", format: "json", scope: { action: "export.contacts" } });
    expect(await withToken(token, "select from audit_log")).toBeGreaterThan(0);
    expect(await withToken(token, "select from audit_log where action <> 'export.contacts'")).toBe(0);
  });

  it("cannot change its scope", async () => {
    const { id, token } = await open({ kind: "contacts", format: "csv", scope: { types: ["lead"] } });
    expect(await withToken(token, "update exports set scope = '{}'")).toBe(0);
    const admin = dataApi(await accessTokenOf("admin@acme.test"));
    expect((await admin.from("exports").update({ scope: {} }).eq("id", id)).error).not.toBeNull();
  });
});

describe("records that leave the scope of a running export", () => {
  const remarks = async (id: string) =>
    (
      await sql`select change, record_type, record_id from private.export_remarks where export_id = ${id} order by position`
    ).map((row) => ({ ...row }));

  it("are remarked: a customer of another type", async () => {
    const [row] = await sql`insert into customers (tenant_id, type) values (${workspace.id}, 'visitor') returning id`;
    const scoped = await open({ kind: "contacts", format: "csv", scope: { types: ["visitor"] } });
    const both = await open({ kind: "contacts", format: "csv", scope: { types: ["lead", "visitor"] } });
    const whole = await open({ kind: "contacts", format: "csv" });
    await sql`update customers set type = 'lead' where id = ${row?.id}`;
    expect(await remarks(scoped.id)).toEqual([{ change: "left", record_type: "contacts", record_id: row?.id }]);
    expect(await remarks(both.id)).toEqual([]);
    expect(await remarks(whole.id)).toEqual([]);
  });

  it("are remarked: a conversation of another status, or updated", async () => {
    const insert = () => sql`
      insert into conversations (tenant_id, status, updated_at) values (${workspace.id}, 'waiting', '2026-03-01') returning id`;
    const [[first], [second]] = [await insert(), await insert()];
    const byStatus = await open({ kind: "conversations", format: "json", scope: { status: ["waiting"] } });
    const scope = { updated_from: "2026-02-15", updated_to: "2026-03-15" };
    const byUpdate = await open({ kind: "conversations", format: "json", scope });
    await sql`update conversations set status = 'resolved' where id = ${first?.id}`;
    await sql`update conversations set updated_at = now() where id = ${second?.id}`;
    await sql`update conversations set subject = 'x' where id in (${first?.id}, ${second?.id})`;
    expect(await remarks(byStatus.id)).toEqual([
      { change: "left", record_type: "conversations", record_id: first?.id },
    ]);
    expect(await remarks(byUpdate.id)).toEqual([
      { change: "left", record_type: "conversations", record_id: second?.id },
    ]);
  });

  it("are remarked when they are deleted, and those outside of the scope are not", async () => {
    const { id } = await open({ kind: "contacts", format: "csv", scope: { types: ["former_customer"] } });
    const [gone] =
      await sql`insert into customers (tenant_id, type, created_at) values (${workspace.id}, 'former_customer', '2026-01-01') returning id`;
    const [other] =
      await sql`insert into customers (tenant_id, type, created_at) values (${workspace.id}, 'lead', '2026-01-01') returning id`;
    await sql`delete from customers where id in (${gone?.id}, ${other?.id})`;
    expect(await remarks(id)).toEqual([{ change: "deleted", record_type: "contacts", record_id: gone?.id }]);
  });
});

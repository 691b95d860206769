import { sql } from "./stack";
import { waitUntil } from "./wait-until";

/**
 * A workspace of its own for a test that writes: owner@acme.test owns it, admin@acme.test is its admin.
 * @returns its id and slug
 */
export async function makeWorkspace(name: string): Promise<{ id: string; slug: string }> {
  const slug = `${name}-${crypto.randomUUID().slice(0, 8)}`;
  const id = await sql.begin(async (tx) => {
    const [tenant] = await tx`insert into tenants (name, slug) values (${name}, ${slug}) returning id`;
    await tx`
      insert into members (tenant_id, user_id, role, display_name, email)
      select ${tenant?.id}, id, case when email = 'owner@acme.test' then 'owner' else 'admin' end::member_role, email, email
      from auth.users where email in ('owner@acme.test', 'admin@acme.test')`;
    return tenant?.id as string;
  });
  return { id, slug };
}

/**
 * Contacts of about 60 MB: more than the server reads ahead of a client that has stopped reading, and sockets buffer. Linux 6.18 lets the
 * receive buffer of a fast client grow to 32 MB. Few and large, because the index for searches takes most of the time of each insert.
 */
export const manyContacts = 3_000;

/**
 * Fills a workspace with contacts that differ in a number only.
 * @param bytes length of each contact's notes; they do not compress well, so the download has about this size per row
 */
export async function addContacts(tenantId: string, count: number, bytes = 0): Promise<void> {
  // A hundred notes, because making them takes time; gzip does not see that they repeat, beyond the 32 kB it looks back. In base64,
  // which Postgres gives up compressing at once. They begin with a number, so that none begins with "+" and is taken for a formula.
  await sql`
    with notes as materialized (
      select note,
        left(note || ' ' || string_agg(replace(encode(sha512(convert_to(note || ' ' || part, 'UTF8')), 'base64'), E'\\n', ''), ''), ${bytes}) as text
      from generate_series(0, 99) note cross join generate_series(0, ${bytes}::int / 88) part
      group by note
    )
    insert into customers (tenant_id, type, email, name, notes, metadata, created_at)
    select ${tenantId}, 'contact', 'person' || n || '@example.test', 'Person ' || n, text,
      jsonb_build_object('n', n), timestamptz '2026-01-01' + n * interval '1 second'
    from generate_series(1, ${count}) n join notes on note = n % 100`;
}

/** Fills a workspace with `manyContacts`. */
export function addManyContacts(tenantId: string): Promise<void> {
  return addContacts(tenantId, manyContacts, 20_000);
}

/** The row of an export, once its status is final. */
export async function endedExport(id: string): Promise<Record<string, unknown>> {
  let row: Record<string, unknown> = {};
  await waitUntil(`export ${id} has ended`, async () => {
    [row = {}] = await sql`select * from exports where id = ${id}`;
    return !["running", "pending", undefined].includes(row.status as string | undefined);
  });
  return row;
}

/** The audit entries of one export, oldest first. */
export function entriesOfExport(id: string): Promise<Record<string, unknown>[]> {
  return sql`select * from audit_log where export_id = ${id} order by seq`;
}

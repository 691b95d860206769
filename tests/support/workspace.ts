import { sql } from "./stack";

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
 * Fills a workspace with contacts that are alike but for a number.
 * @param bytes how long each one's notes are; they compress badly, so that a download on the wire is about as long
 */
export async function addContacts(tenantId: string, count: number, bytes = 0): Promise<void> {
  await sql`
    insert into customers (tenant_id, type, email, name, notes, metadata, created_at)
    select ${tenantId}, 'contact', 'person' || n || '@example.test', 'Person ' || n,
      (select left(string_agg(md5(n || ' ' || part), ''), ${bytes}) from generate_series(1, ceil(${bytes}::int / 32.0)::int) part),
      jsonb_build_object('n', n), timestamptz '2026-01-01' + n * interval '1 second'
    from generate_series(1, ${count}) n`;
}

/** The run with this id as the database has it, once it has ended. */
export async function endedExport(id: string): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 300; tries++) {
    const [run] = await sql`select * from exports where id = ${id}`;
    if (run && run.status !== "running" && run.status !== "pending") return run;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The run ${id} did not end within 30 seconds.`);
}

/** The audit entries of one run, oldest first. */
export function entriesOfExport(id: string): Promise<Record<string, unknown>[]> {
  return sql`select * from audit_log where details ->> 'export' = ${id} order by created_at`;
}

import type postgres from "postgres";

export type Workspace = { id: string; slug: string };

/** Creates a workspace owned by owner@acme.test, with admin@acme.test as its admin. */
export async function makeWorkspace(sql: postgres.Sql, slug: string): Promise<Workspace> {
  // One transaction: the commit fails for a workspace without an owner.
  const id = await sql.begin(async (tx) => {
    const [tenant] = await tx`insert into public.tenants (name, slug) values (${slug}, ${slug}) returning id`;
    await tx`
      insert into public.members (tenant_id, user_id, role, display_name, email)
      select ${tenant?.id}, id, case when email = 'owner@acme.test' then 'owner' else 'admin' end::public.member_role, email, email
      from auth.users where email in ('owner@acme.test', 'admin@acme.test')`;
    return tenant?.id as string;
  });
  return { id, slug };
}

/** Updates statistics and the visibility map and writes dirty pages, so that Postgres does not during a measurement. */
export async function vacuumAndCheckpoint(sql: postgres.Sql): Promise<void> {
  await sql`vacuum analyze`;
  await sql`checkpoint`;
}

import type postgres from "postgres";

export type Workspace = { id: string; slug: string };

/** A workspace of its own for one size: owner@acme.test owns it, admin@acme.test is its admin. */
export async function makeWorkspace(sql: postgres.Sql, slug: string): Promise<Workspace> {
  // One transaction: a workspace without an owner is refused at commit.
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

/** Leaves no work for the database to catch up with while somebody is timed: statistics, visibility, unwritten pages. */
export async function waitForExports(sql: postgres.Sql): Promise<void> {
  await sql`vacuum analyze`;
  await sql`checkpoint`;
}

import type postgres from "postgres";

export type LoadWorkspace = { id: string; slug: string; admins: string[] };

/**
 * Creates workspaces with two or three admins each. Every text contains its workspace's slug, so that a row in the wrong
 * file is detected.
 * @returns the workspaces with their admins' email addresses
 */
export async function makeWorkspaces(
  sql: postgres.Sql,
  options: { workspaces: number; admins: number; contacts: number; conversations: number },
): Promise<LoadWorkspace[]> {
  const created: LoadWorkspace[] = [];
  for (let number = 1; number <= options.workspaces; number++) {
    const slug = `load-${number}`;
    const admins = Array.from({ length: options.admins }, (_, index) => index)
      .filter((index) => index % options.workspaces === number - 1)
      .map((index) => `load-admin-${index + 1}@example.com`);
    const id = await sql.begin(async (tx) => {
      const [tenant] = await tx`insert into public.tenants (name, slug) values (${slug}, ${slug}) returning id`;
      // Copies a demo user, with the same password.
      await tx`
        insert into auth.users (
          id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at,
          updated_at, confirmation_token, recovery_token, email_change, email_change_token_new, email_change_token_current,
          phone_change, phone_change_token, reauthentication_token
        )
        select gen_random_uuid(), aud, role, made.email, encrypted_password, email_confirmed_at, raw_app_meta_data,
          raw_user_meta_data, created_at, updated_at, '', '', '', '', '', '', '', ''
        from auth.users u, unnest(${admins}::text[]) as made (email) where u.email = 'admin@acme.test'`;
      await tx`
        insert into public.members (tenant_id, user_id, role, display_name, email)
        select ${tenant?.id}, id, case when email = ${admins[0] ?? ""} then 'owner' else 'admin' end::public.member_role, email, email
        from auth.users where email = any (${admins})`;
      return tenant?.id as string;
    });
    await fill(sql, id, slug, options);
    created.push({ id, slug, admins });
  }
  return created;
}

async function fill(
  sql: postgres.Sql,
  tenantId: string,
  slug: string,
  { contacts, conversations }: { contacts: number; conversations: number },
): Promise<void> {
  await sql`
    insert into public.customers (tenant_id, type, email, name, notes, metadata, created_at)
    select ${tenantId}, 'contact', 'contact' || n || '@example.com', ${slug} || ' ' || n, repeat(${slug} || ', ', 10),
      jsonb_build_object('workspace', ${slug}::text), timestamptz '2026-01-01' + n * interval '1 second'
    from generate_series(1, ${contacts}::int) n`;
  await sql`
    insert into public.conversations (tenant_id, subject, created_at)
    select ${tenantId}, ${slug} || ' ' || n, timestamptz '2026-01-01' + n * interval '1 second'
    from generate_series(1, ${conversations}::int) n`;
  await sql`
    insert into public.messages (tenant_id, conversation_id, role, content)
    select ${tenantId}, c.id, 'user', ${slug} || ' says ' || n
    from public.conversations c, generate_series(1, 10) n where c.tenant_id = ${tenantId}`;
}

import type postgres from "postgres";

/**
 * Fills a workspace with contacts like those of a busy one: about 270 bytes each in CSV, half of the optional fields empty,
 * distinct timestamps, oldest first on disk. The rows are the same each time.
 */
export async function fillContacts(sql: postgres.Sql, tenantId: string, rows: number): Promise<void> {
  await sql`
    insert into public.accounts (tenant_id, name)
    select ${tenantId}, 'Account ' || n from generate_series(1, 200) n`;
  await sql`
    insert into public.conversations (tenant_id, subject)
    select ${tenantId}, 'Conversation ' || n from generate_series(1, 200) n`;
  await sql`
    with parents as (
      select array(select id from public.accounts where tenant_id = ${tenantId} order by name) as accounts,
        array(select id from public.conversations where tenant_id = ${tenantId} order by subject) as conversations
    )
    insert into public.customers (
      tenant_id, type, email, name, company, job_title, phone, source, external_id, account_id, source_bot_id,
      source_conversation_id, notes, metadata, churn_reasons, created_at, last_seen_at, promoted_at, churned_at
    )
    select ${tenantId},
      case when r.h1 < 50 then 'lead' when r.h1 < 85 then 'contact' when r.h1 < 90 then 'former_customer' else 'visitor' end
        ::public.customer_type,
      case when r.h1 < 90 then lower(r.first) || '.' || lower(r.last) || n || '@example.com' end,
      case when r.h1 < 90 then r.first || ' ' || r.last end,
      case when r.h2 < 60 then r.last || (array[' GmbH', ', Inc.', ' & Söhne', ' Ltd', ' "Partners"'])[1 + r.h3 % 5] end,
      case when r.h3 < 50 then (array['Head of Support', 'Engineer', 'Founder, CEO', 'Office manager'])[1 + r.h2 % 4] end,
      case when r.h4 < 45 then '+1 (555) 0' || 10 + r.h2 % 90 || '-' || 1000 + n % 9000 end,
      (array['widget', 'import', 'manual', 'api', null])[1 + r.h3 % 5],
      case when r.h4 < 30 then 'crm-' || 100000 + n end,
      case when r.h2 < 20 then p.accounts[1 + n % 200] end,
      case when r.h4 < 15 then md5('bot' || n % 7)::uuid end,
      case when r.h3 < 8 then p.conversations[1 + n % 200] end,
      case when r.h1 < 30 then 'Asked about the annual plan, wants a call back.' || chr(10) || 'Ticket #' || n end,
      case when r.h2 < 70 then jsonb_build_object('plan', (array['free', 'team', 'pro'])[1 + r.h3 % 3], 'seats', r.h4) end,
      case when r.h1 between 85 and 89 then '["price", "missing feature"]'::jsonb end,
      r.created_at,
      case when r.h3 < 60 then r.created_at + r.h4 * interval '1 hour' end,
      case when r.h1 between 50 and 89 and r.h2 < 50 then r.created_at + interval '2 days' end,
      case when r.h1 between 85 and 89 then r.created_at + interval '90 days' end
    from (
      select n, created_at, h1, h2, h3, h4,
        (array['Olivia', 'José', 'Mei', 'Adam', 'Zoë', 'Priya', 'Łukasz', 'Grace', 'Bo', 'Amélie'])[1 + h2 % 10] as first,
        (array['Hart', 'Lindqvist', 'Okafor', 'Müller', 'Reyes', 'Nakamura', 'O''Brien'])[1 + h3 % 7] as last
      from (
        select n, timestamptz '2025-06-01' + n * interval '1 minute' * (700000.0 / ${rows}::int)
            + get_byte(hash, 4) * interval '7 microseconds' as created_at,
          get_byte(hash, 0) % 100 as h1, get_byte(hash, 1) % 100 as h2, get_byte(hash, 2) % 100 as h3,
          get_byte(hash, 3) % 100 as h4
        from (select n, decode(md5(n::text), 'hex') as hash from generate_series(1, ${rows}::int) n) hashed
      ) chosen
    ) r, parents p
    order by n`;
}

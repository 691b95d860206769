import type postgres from "postgres";
import { fillContacts } from "./contacts-data.ts";

/** The email address of the contact whose page is visited. */
export const visitedEmail = "visited@example.com";

/**
 * Fills a workspace with contacts, as many audit entries, half as many exports, and one contact with 40 conversations and 20 tickets.
 */
export async function fillPages(sql: postgres.Sql, tenantId: string, rows: number): Promise<void> {
  await fillContacts(sql, tenantId, rows);
  const [contact] = await sql`
    insert into public.customers (tenant_id, type, name, email)
    values (${tenantId}, 'contact', 'Visited Often', ${visitedEmail}) returning id`;
  await sql`
    update public.conversations set customer_id = ${contact?.id}
    where id in (select id from public.conversations where tenant_id = ${tenantId} limit 40)`;
  await sql`
    insert into public.messages (tenant_id, conversation_id, role, content)
    select ${tenantId}, c.id, 'user', 'Message ' || n
    from public.conversations c, generate_series(1, 10) n where c.tenant_id = ${tenantId} and c.customer_id = ${contact?.id}`;
  await sql`
    insert into public.tickets (tenant_id, title, customer_id)
    select ${tenantId}, 'Ticket ' || n, ${contact?.id} from generate_series(1, 20) n`;
  await fillAuditLog(sql, tenantId, rows);
  await fillExports(sql, tenantId, rows);
  await sql`select pg_stat_reset_single_table_counters(name::regclass) from unnest(${largeTables}::text[]) name`;
}

/** The ID of one of the 20 users who made the audit entries. */
export function exporterId(number: number): string {
  return `a1000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** The ID of the contact of every second audit entry. */
export const auditedContactId = "c1000000-0000-4000-8000-000000000000";

/** The tables that a page must not scan sequentially. */
export const largeTables = ["public.customers", "public.audit_log", "public.exports"];

/** The hash of every second export's file. */
export const frequentSha256 = "ab".repeat(32);

/**
 * Adds a start and an end entry for each export of 20 users over two years. The entries are not chained, which no page checks.
 */
function fillAuditLog(sql: postgres.Sql, tenantId: string, rows: number): Promise<void> {
  return withoutTriggers(
    sql,
    "public.audit_log",
    (tx) => tx`
      insert into public.audit_log (tenant_id, seq, created_at, actor_id, actor_email, actor_name, actor_role, action, target_id, details, ip, form_version, previous_hash, hash)
      select ${tenantId}, n, timestamptz '2024-11-01' + n * interval '1 minute' * (1000000.0 / ${rows}::int),
        case when n % 50 > 0 then overlay(${exporterId(0)} placing lpad((n / 2 % 20)::text, 12, '0') from 25)::uuid end, 'user' || n / 2 % 20 || '@example.com',
        'User ' || n / 2 % 20, 'admin',
        case when n % 2 = 1 then 'export.contacts' when n % 100 = 0 then 'export.failed' else 'export.completed' end,
        case when n / 2 % 2 = 0 then ${auditedContactId}::uuid end,
        jsonb_build_object('export', md5(${tenantId} || n / 2)::uuid, 'kind', 'contacts', 'format', 'csv', 'rows', n)
          || case when n % 2 = 0 then jsonb_build_object('sha256', case when n / 2 % 2 = 0 then ${frequentSha256} else md5('a' || n / 2) || md5('b' || n / 2) end) else '{}' end,
        '203.0.113.7', 1, md5('p' || n) || md5('q' || n), md5('h' || n) || md5('i' || n)
      from generate_series(1, ${rows}::int) n`,
  );
}

/** Adds the exports of these entries. One in a thousand is of conversations; none is of the audit log. */
function fillExports(sql: postgres.Sql, tenantId: string, rows: number): Promise<void> {
  return withoutTriggers(
    sql,
    "public.exports",
    (tx) => tx`
      insert into public.exports (id, tenant_id, kind, format, actor_id, actor_name, actor_email, status, rows_written, sha256, created_at, started_at, finished_at)
      select md5(${tenantId} || n)::uuid, ${tenantId}, kind, case kind when 'contacts' then 'csv' else 'json' end::public.export_format,
        overlay(${exporterId(0)} placing lpad((n % 20)::text, 12, '0') from 25)::uuid, 'User ' || n % 20, 'user' || n % 20 || '@example.com',
        'completed', n, case when n % 2 = 0 then ${frequentSha256} else md5('a' || n) || md5('b' || n) end,
        created_at, created_at, created_at + interval '10 seconds'
      from (
        select n, case when n % 1000 = 1 then 'conversations' else 'contacts' end::public.export_kind as kind,
          timestamptz '2024-11-01' + n * interval '2 minutes' * (1000000.0 / ${rows}::int) as created_at
        from generate_series(1, ${rows}::int / 2) n
      ) made`,
  );
}

/** Runs a statement while a table's triggers are disabled: they would take hours. */
async function withoutTriggers(
  sql: postgres.Sql,
  table: string,
  statement: (tx: postgres.TransactionSql) => Promise<unknown>,
): Promise<void> {
  await sql.begin(async (tx) => {
    const triggers = await tx<{ name: string }[]>`
      select tgname as name from pg_trigger
      where tgrelid = ${table}::regclass and not tgisinternal and tgenabled = 'A'`;
    await tx`alter table ${tx(table)} disable trigger all`;
    await statement(tx);
    await tx`alter table ${tx(table)} enable trigger all`;
    for (const { name } of triggers) await tx`alter table ${tx(table)} enable always trigger ${tx(name)}`;
  });
}

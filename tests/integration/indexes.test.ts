import { expect, it } from "vitest";
import { sql } from "../support/stack";

/** A statement for each index. An index without a statement, or with one that cannot use it, fails. */
const purposes: Record<string, string> = {
  members_user_id_idx: "select tenant_id from members where user_id = $id",
  customers_account_idx: "select id from customers where tenant_id = $tenant and account_id = $id",
  customers_source_conversation_idx:
    "select id from customers where tenant_id = $tenant and source_conversation_id = $id",
  customers_list_idx:
    "select id from customers where tenant_id = $tenant and type = 'lead' and (created_at, id) < (now(), $id) order by created_at desc, id desc limit 9",
  customers_search_idx: "select id from customers where tenant_id = $tenant and left(name, 200) ilike '%northwind%'",
  customers_cursor_idx:
    "select id from customers where tenant_id = $tenant and (created_at, id) > (now(), $id) order by created_at, id limit 9",
  conversations_customer_idx: "select id from conversations where tenant_id = $tenant and customer_id = $id",
  conversations_cursor_idx:
    "select id from conversations where tenant_id = $tenant and (created_at, id) > (now(), $id) order by created_at, id limit 9",
  conversations_status_idx:
    "select id from conversations where tenant_id = $tenant and status = 'open' and (created_at, id) > (now(), $id) order by created_at, id limit 9",
  conversations_update_idx:
    "select id from conversations where tenant_id = $tenant and status = 'open' and (updated_at, id) > (now(), $id) order by updated_at, id limit 9",
  messages_cursor_idx:
    "select id from messages where tenant_id = $tenant and conversation_id = $id order by created_at, id",
  replies_cursor_idx:
    "select id from replies where tenant_id = $tenant and conversation_id = $id order by created_at, id",
  tickets_customer_idx: "select id from tickets where tenant_id = $tenant and customer_id = $id",
  tickets_conversation_idx: "select id from tickets where tenant_id = $tenant and conversation_id = $id",
  tickets_without_customer_idx:
    "select id from tickets where tenant_id = $tenant and customer_id is null and conversation_id is not null order by created_at, id limit 200",
  ticket_replies_cursor_idx:
    "select id from ticket_replies where tenant_id = $tenant and ticket_id = $id order by created_at, id",
  ticket_notes_cursor_idx:
    "select id from ticket_notes where tenant_id = $tenant and ticket_id = $id order by created_at, id",
  exports_last_download_idx:
    "select id from exports where tenant_id = $tenant and kind = 'contacts' and not is_part and started_at is not null order by started_at desc limit 1",
  exports_target_idx:
    "select id from exports where tenant_id = $tenant and target_id = $id and started_at is not null order by started_at desc limit 1",
  exports_recent_idx:
    "select id from exports where tenant_id = $tenant and (created_at, id) < (now(), $id) order by created_at desc, id desc limit 9",
  exports_pending_idx: "select created_at from exports where tenant_id = $tenant and status = 'pending'",
  exports_running_idx: "select id from exports where tenant_id = $tenant and status = 'running'",
  exports_sha256_idx: "select id from exports where tenant_id = $tenant and sha256 = 'x'",
  audit_log_actor_idx:
    "select id from audit_log where tenant_id = $tenant and actor_id = $id order by seq desc limit 9",
  audit_log_action_idx:
    "select id from audit_log where tenant_id = $tenant and action = 'export.failed' order by seq desc limit 9",
  audit_log_export_idx: "select id from audit_log where tenant_id = $tenant order by export_id limit 9",
  audit_log_time_idx:
    "select seq from audit_log where tenant_id = $tenant and created_at >= now() order by created_at, seq limit 1",
  // One user's entries of one action. Ordered as the index is, because with few rows the planner could choose another index.
  audit_log_actor_action_idx:
    "select id from audit_log where tenant_id = $tenant order by actor_id, action, seq desc limit 9",
  export_remarks_position_idx:
    "select position from private.export_remarks where export_id = $id order by position desc limit 1",
  sign_in_attempts_ends_at_idx:
    "select key from private.sign_in_attempts where ends_at <= now() order by ends_at limit 9",
};

// Other tests leave tables without statistics.
await sql`vacuum analyze`;

const indexes = await sql`
  select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and not i.indisunique order by 1`;

it("this test has a statement for every index", () => {
  expect(indexes.map(({ name }) => name as string).sort()).toEqual(Object.keys(purposes).sort());
});

it.each(indexes.map(({ name }) => name as string))("index %s is used by the statement it is for", async (name) => {
  const statement = purposes[name];
  const [{ id } = {}] = await sql`select id from tenants where slug = 'acme'`;
  const plan = await sql.begin(async (tx) => {
    // The planner prefers a sequential scan on tables as small as the seed's.
    await tx`set local enable_seqscan = off`;
    await tx`set local enable_sort = off`;
    // A GIN index can only be read with a bitmap scan.
    if (name !== "customers_search_idx") await tx`set local enable_bitmapscan = off`;
    return tx.unsafe(`explain analyze ${statement?.replaceAll("$tenant", `'${id}'`).replaceAll("$id", `'${id}'`)}`);
  });
  expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain(name);
});

it("count_or_estimate counts rows exactly up to a limit and estimates above it", async () => {
  const [{ id } = {}] = await sql`select id from tenants where slug = 'acme'`;
  await sql`analyze customers`;
  const [{ rows } = {}] = await sql`select count(*)::int as rows from customers where tenant_id = ${id}`;
  const counted = async (maxCount: number) =>
    (await sql`select private.count_or_estimate(${id}, 'public.customers', ${maxCount})::int as rows`)[0]?.rows;
  expect(await counted(rows)).toBe(rows);
  const estimate = await counted(1000);
  expect(Math.abs(estimate - rows) / rows).toBeLessThan(0.2);
});

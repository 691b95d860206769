import { expect, it } from "vitest";
import { exporterId, fillPages } from "../../bench/scenarios/pages-data";
import { ContactWorkspace } from "../support/contact-records";
import { accessTokenOf, dataApi, openExport } from "../support/roles";
import { becomeUser } from "../support/rows-read";
import { sql } from "../support/stack";
import { makeWorkspace } from "../support/workspace";

type Purpose = {
  /** Who runs the statement: a signed-in user, to whom row-level security applies, or a function with the rights of its owner. */
  as: "user" | "owner";
  statement: string;
  /** The columns that the index has a condition for. */
  columns: string[];
};

const asUser = (statement: string, ...columns: string[]): Purpose => ({ as: "user", statement, columns });
const asOwner = (statement: string, ...columns: string[]): Purpose => ({ as: "owner", statement, columns });

/**
 * A statement for each index, as the role that runs it. An index without a statement, or with one that cannot use it, fails: under
 * row-level security an index answers a condition only if its operator is leakproof, which = of an enum and ->> are not.
 */
const purposes: Record<string, Purpose> = {
  // When a customer is deleted.
  redactions_customer_idx: asOwner("select id from redactions where customer_id = $id", "customer_id"),
  members_user_id_idx: asOwner("select tenant_id from members where user_id = $id", "user_id"),
  customers_account_idx: asUser(
    "select id from customers where tenant_id = $tenant and account_id = $id",
    "account_id",
  ),
  customers_source_conversation_idx: asUser(
    "select id from customers where tenant_id = $tenant and source_conversation_id = $id",
    "source_conversation_id",
  ),
  customers_list_idx: asOwner(
    "select id from customers where tenant_id = $tenant and type = 'lead' and (created_at, id) < (now(), $id) order by created_at desc, id desc limit 9",
    "type",
    "created_at",
  ),
  customers_search_idx: asOwner(
    "select id from customers where private.search_terms(tenant_id, type, name, email, company) @> private.search_grams('zq')",
    "search_terms",
  ),
  customers_email_key_idx: asOwner(
    "select id from customers where tenant_id = $tenant and private.email_key(email) = 'a@b.test' and email is not null",
    "email_key",
  ),
  customers_phone_key_idx: asOwner(
    "select id from customers where tenant_id = $tenant and private.phone_key(phone) = '351912345678' and phone is not null",
    "phone_key",
  ),
  customers_name_key_idx: asOwner(
    "select id from customers where tenant_id = $tenant and private.fold_text(left(name, 100)) = 'ana sousa' and name is not null",
    "fold_text",
  ),
  customers_cursor_idx: asUser(
    "select id from customers where tenant_id = $tenant and (created_at, id) > (now(), $id) order by created_at, id limit 9",
    "created_at",
  ),
  conversations_customer_idx: asUser(
    "select id from conversations where tenant_id = $tenant and customer_id = $id",
    "customer_id",
  ),
  conversations_cursor_idx: asUser(
    "select id from conversations where tenant_id = $tenant and (created_at, id) > (now(), $id) order by created_at, id limit 9",
    "created_at",
  ),
  conversations_status_idx: asOwner(
    "select id from conversations where tenant_id = $tenant and status = 'open' and (created_at, id) > (now(), $id) order by created_at, id limit 9",
    "status",
    "created_at",
  ),
  conversations_update_idx: asOwner(
    "select id from conversations where tenant_id = $tenant and status = 'open' and (updated_at, id) > (now(), $id) order by updated_at, id limit 9",
    "status",
    "updated_at",
  ),
  messages_cursor_idx: asUser(
    "select id from messages where tenant_id = $tenant and conversation_id = $id order by created_at, id",
    "conversation_id",
  ),
  replies_cursor_idx: asUser(
    "select id from replies where tenant_id = $tenant and conversation_id = $id order by created_at, id",
    "conversation_id",
  ),
  tickets_customer_idx: asUser("select id from tickets where tenant_id = $tenant and customer_id = $id", "customer_id"),
  tickets_conversation_idx: asUser(
    "select id from tickets where tenant_id = $tenant and conversation_id = $id",
    "conversation_id",
  ),
  tickets_without_customer_idx: asUser(
    "select id from tickets where tenant_id = $tenant and customer_id is null and conversation_id is not null order by created_at, id limit 200",
    "tenant_id",
  ),
  ticket_replies_cursor_idx: asUser(
    "select id from ticket_replies where tenant_id = $tenant and ticket_id = $id order by created_at, id",
    "ticket_id",
  ),
  ticket_notes_cursor_idx: asUser(
    "select id from ticket_notes where tenant_id = $tenant and ticket_id = $id order by created_at, id",
    "ticket_id",
  ),
  exports_kind_idx: asOwner(
    "select id from exports where tenant_id = $tenant and kind = 'contacts' and (created_at, id) < (now(), $id) order by created_at desc, id desc limit 9",
    "kind",
    "created_at",
  ),
  exports_status_idx: asOwner(
    "select id from exports where tenant_id = $tenant and status = 'completed' and (created_at, id) < (now(), $id) order by created_at desc, id desc limit 9",
    "status",
    "created_at",
  ),
  exports_kind_status_idx: asOwner(
    "select id from exports where tenant_id = $tenant and kind = 'contacts' and status = 'failed' and (created_at, id) < (now(), $id) order by created_at desc, id desc limit 9",
    "kind",
    "status",
  ),
  exports_started_idx: asOwner(
    "select id from exports where tenant_id = $tenant and kind = 'contacts' and is_part = false and started_at is not null order by started_at desc limit 1",
    "kind",
  ),
  exports_started_status_idx: asOwner(
    "select id from exports where tenant_id = $tenant and kind = 'contacts' and is_part = false and status = 'failed' and started_at is not null order by started_at desc limit 1",
    "kind",
    "status",
  ),
  exports_target_idx: asOwner(
    "select id from exports where tenant_id = $tenant and target_id = $id and started_at is not null order by started_at desc limit 1",
    "target_id",
  ),
  exports_recent_idx: asOwner(
    "select id from exports where tenant_id = $tenant and (created_at, id) < (now(), $id) order by created_at desc, id desc limit 9",
    "created_at",
  ),
  exports_pending_idx: asOwner(
    "select created_at from exports where tenant_id = $tenant and status = 'pending' and created_at < now()",
    "created_at",
  ),
  exports_running_idx: asUser("select id from exports where tenant_id = $tenant and status = 'running'", "tenant_id"),
  exports_sha256_idx: asUser(
    "select id from exports where tenant_id = $tenant and sha256 = 'x' order by created_at, id limit 9",
    "sha256",
  ),
  audit_log_export_idx: asUser(
    "select id from audit_log where tenant_id = $tenant and export_id = $id order by seq desc limit 9",
    "export_id",
  ),
  audit_log_target_idx: asUser(
    "select id from audit_log where tenant_id = $tenant and target_id = $id order by created_at desc, seq desc limit 9",
    "target_id",
  ),
  audit_log_file_idx: asUser(
    "select id from audit_log where tenant_id = $tenant and file_sha256 = 'x' order by created_at desc, seq desc limit 9",
    "file_sha256",
  ),
  audit_log_time_idx: asUser(
    "select id from audit_log where tenant_id = $tenant and created_at >= now() order by created_at desc, seq desc limit 9",
    "created_at",
  ),
  audit_log_actor_idx: asUser(
    "select id from audit_log where tenant_id = $tenant and actor_id = $actor order by created_at desc, seq desc limit 9",
    "actor_id",
  ),
  audit_log_action_idx: asUser(
    "select id from audit_log where tenant_id = $tenant and action = 'export.failed' order by created_at desc, seq desc limit 9",
    "action",
  ),
  audit_log_actor_action_idx: asUser(
    "select id from audit_log where tenant_id = $tenant and actor_id = $actor and action = 'export.failed' order by created_at desc, seq desc limit 9",
    "actor_id",
    "action",
  ),
  audit_log_system_idx: asUser(
    "select id from audit_log where tenant_id = $tenant and actor_id is null order by created_at desc, seq desc limit 9",
    "tenant_id",
  ),
  audit_log_system_action_idx: asUser(
    "select id from audit_log where tenant_id = $tenant and actor_id is null and action = 'export.failed' order by created_at desc, seq desc limit 9",
    "action",
  ),
  export_remarks_position_idx: asOwner(
    "select position from private.export_remarks where export_id = $id order by position desc limit 1",
    "export_id",
  ),
  export_parts_recorded_idx: asOwner(
    "select end_byte from private.export_parts where recorded_at < now() order by recorded_at limit 9",
    "recorded_at",
  ),
  sign_in_attempts_ends_at_idx: asOwner(
    "select key from private.sign_in_attempts where ends_at <= now() order by ends_at limit 9",
    "ends_at",
  ),
};

const tenant = (await makeWorkspace("indexes")).id;
// With a handful of rows one index is as good as another.
await fillPages(sql, tenant, 5_000);
const [{ admin } = {}] = await sql`select id as admin from auth.users where email = 'admin@acme.test'`;
// Other tests leave tables without statistics.
await sql`vacuum analyze`;

const indexes = await sql`
  select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and not i.indisunique order by 1`;

it("this test has a statement for every index", () => {
  expect(indexes.map(({ name }) => name as string).sort()).toEqual(Object.keys(purposes).sort());
});

it.each(indexes.map(({ name }) => name as string))("index %s is used by the statement it is for", async (name) => {
  const { as, statement, columns } = purposes[name] as Purpose;
  const values: Record<string, string> = { tenant, id: tenant, actor: exporterId(3) };
  const plan = await sql.begin(async (tx) => {
    // The planner prefers a sequential scan on tables as small as the seed's.
    await tx`set local enable_seqscan = off`;
    await tx`set local enable_sort = off`;
    // A GIN index can only be read with a bitmap scan.
    if (name !== "customers_search_idx") await tx`set local enable_bitmapscan = off`;
    // Other tests leave many running exports, so that reading all of a wider index costs less than fetching these.
    if (name === "exports_running_idx") await tx`set local enable_indexonlyscan = off`;
    if (as === "user") await becomeUser(tx, admin);
    return tx.unsafe(`explain analyze ${statement.replace(/\$(\w+)/g, (_, value) => `'${values[value]}'`)}`);
  });
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  const [, condition = "none"] = text.match(new RegExp(` ${name}\\b[^\n]*\n\\s+Index Cond: (.*)`)) ?? [];
  for (const column of columns) expect(condition, text).toContain(column);
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

it("the tickets of a contact with many conversations are found along an index, and each ticket of the workspace is read once", async () => {
  const workspace = await ContactWorkspace.make("many-tickets");
  const contact = await workspace.customer();
  // 1,100 conversations of the contact and 2,200 of nobody, each with a ticket without a customer.
  await sql`
    with made as (
      insert into conversations (tenant_id, customer_id, created_at)
      select ${workspace.id}, case when n % 3 = 0 then ${contact}::uuid end, timestamptz '2026-01-01' + n * interval '1 second'
      from generate_series(1, 3300) n
      returning id, created_at
    )
    insert into tickets (tenant_id, title, conversation_id, created_at) select ${workspace.id}, 'T', id, created_at from made`;
  const { token } = await openExport(dataApi(await accessTokenOf("admin@acme.test")), {
    ...{ tenant_id: workspace.id, kind: "contact", format: "json", target_id: contact },
  });
  const { batches, read } = await sql.begin(async (tx) => {
    await tx`select set_config('request.headers', ${JSON.stringify({ "x-export-token": token })}, true)`;
    await tx`set local role anon`;
    let batches = 0;
    let cursor = ["-infinity", "00000000-0000-0000-0000-000000000000"];
    for (let isLast = false; !isLast; batches++) {
      const [createdAt = "", id = ""] = cursor;
      const [row] = await tx`
        select export_contact_tickets(${createdAt}::text::timestamptz, ${id}), current_setting('response.headers') as header`;
      const { next } = JSON.parse(JSON.parse(row?.header)[0]["X-Batch"]);
      isLast = next === null;
      cursor = [next?.after_created_at, next?.after_id];
    }
    await tx`reset role`;
    const [read] = await tx`
      select seq_scan::int, idx_tup_fetch::int from pg_stat_xact_user_tables where relid = 'tickets'::regclass`;
    return { batches, read };
  });
  expect(batches).toBe(6);
  expect(read?.seq_scan).toBe(0);
  // Each ticket, and in each batch the one after its last.
  expect(read?.idx_tup_fetch).toBeLessThan(3300 + 2 * batches);
});

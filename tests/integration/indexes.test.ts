import { expect, it } from "vitest";
import { ContactWorkspace } from "../support/contact-records";
import { accessTokenOf, dataApi, openExport } from "../support/roles";
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
    "select id from exports where tenant_id = $tenant and kind = 'contacts' and started_at is not null order by started_at desc limit 1",
  exports_target_idx:
    "select id from exports where tenant_id = $tenant and target_id = $id and started_at is not null order by started_at desc limit 1",
  exports_recent_idx:
    "select id from exports where tenant_id = $tenant and (created_at, id) < (now(), $id) order by created_at desc, id desc limit 9",
  exports_pending_idx: "select created_at from exports where tenant_id = $tenant and status = 'pending'",
  exports_running_idx: "select id from exports where tenant_id = $tenant and status = 'running'",
  exports_sha256_idx:
    "select id from exports where tenant_id = $tenant and sha256 = 'x' order by created_at, id limit 500",
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

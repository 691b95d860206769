import type postgres from "postgres";
import { appExport } from "../candidates/app-export.ts";
import { copyTo } from "../candidates/copy.ts";
import { trivialCalls } from "../candidates/trivial-calls.ts";
import { atMost, flatMemory, medians, proportional } from "../evaluate/targets.ts";
import type { Scenario } from "../scenario.ts";

const floor = "COPY of the same JSON";
const ours = "Our JSON";
const calls = "A trivial call a batch";

/** Selects the JSON that the export writes for each conversation, in one statement and in any order. */
const sameJson = (tenantId: string) => `
  select left(row_to_json(c)::text, -1)
    || ',"messages":[' || coalesce((
      select string_agg(row_to_json(m)::text, ',' order by m.created_at, m.id) from (
        select id, role, content, created_at from public.messages where tenant_id = '${tenantId}' and conversation_id = c.id
      ) m
    ), '')
    || '],"replies":[' || coalesce((
      select string_agg(row_to_json(r)::text, ',' order by r.created_at, r.id) from (
        select id, author, body, is_internal, created_at from public.replies
        where tenant_id = '${tenantId}' and conversation_id = c.id
      ) r
    ), '') || ']}'
  from (
    select id, status, subject, summary, customer_id, channel_id, bot_id, widget_id, assigned_agent_id, created_at, updated_at
    from public.conversations where tenant_id = '${tenantId}'
  ) c`;

/** Fills a workspace with conversations of 10 messages and 3 replies, the same each time. */
export async function fillConversations(sql: postgres.Sql, tenantId: string, rows: number): Promise<void> {
  await sql`
    insert into public.conversations (id, tenant_id, status, subject, summary, created_at)
    select md5(${tenantId} || n)::uuid, ${tenantId}, (array['open', 'assigned', 'waiting', 'resolved'])[1 + n % 4]::public.conversation_status,
      'How do I change the plan of order ' || n || '?', case when n % 3 = 0 then 'Asked about plans; answered with the price list.' end,
      timestamptz '2025-06-01' + n * interval '1 minute'
    from generate_series(1, ${rows}::int) n`;
  await sql`
    insert into public.messages (tenant_id, conversation_id, role, content, created_at)
    select ${tenantId}, md5(${tenantId} || n)::uuid, (array['user', 'assistant', 'user', 'tool'])[1 + m % 4]::public.message_role,
      'Message ' || m || ': "I would like to know how this works," he said.' || repeat(' And more of it.', (n * m) % 7),
      timestamptz '2025-06-01' + n * interval '1 minute' + m * interval '5 seconds'
    from generate_series(1, ${rows}::int) n, generate_series(1, 10) m`;
  await sql`
    insert into public.replies (tenant_id, conversation_id, author, body, is_internal, created_at)
    select ${tenantId}, md5(${tenantId} || n)::uuid, 'Olivia Hart', 'Reply ' || r || repeat(', gladly', (n * r) % 9), r = 3,
      timestamptz '2025-06-01' + n * interval '1 minute' + r * interval '20 seconds'
    from generate_series(1, ${rows}::int) n, generate_series(1, 3) r`;
}

/** The conversations export, compared with COPY of the same JSON. */
export const conversations: Scenario = {
  name: "conversations",
  unit: "conversations",
  rows: 100_000,
  warmUp: { kind: "conversations", format: "json" },
  makeData: fillConversations,
  candidates: [
    {
      name: floor,
      baseline: floor,
      run: ({ sql, workspace }) => copyTo(sql, `copy (${sameJson(workspace.id)}) to stdout`),
    },
    { name: ours, baseline: floor, run: (bench) => appExport(bench, { kind: "conversations", format: "json" }) },
    { name: calls, baseline: floor, run: (bench) => trivialCalls(bench, 200) },
  ],
  evaluate(sizes) {
    const at = medians(sizes);
    return [
      atMost("Times the floor of COPY and a trivial call a batch", at(ours) / (at(floor) + at(calls)), 1.2),
      atMost("Times COPY of the same JSON", at(ours) / at(floor), 1.8),
      ...proportional(sizes, [ours]),
      flatMemory(sizes, [ours], 120),
    ];
  },
};

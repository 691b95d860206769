import type postgres from "postgres";
import { appExport } from "../candidates/app-export.ts";
import { atMost, medians } from "../evaluate/targets.ts";
import { openExport } from "../open-export.ts";
import type { Bench, Sample, Scenario } from "../scenario.ts";
import { fillConversations } from "./conversations.ts";

const query = "The one query";
const ours = "Our JSON";
const report = "Our readable report";

/** Fills a workspace with conversations that all belong to one contact, who also has 50 tickets. */
async function fillContact(sql: postgres.Sql, tenantId: string, rows: number): Promise<void> {
  await fillConversations(sql, tenantId, rows);
  const [contact] = await sql`
    insert into public.customers (tenant_id, type, name) values (${tenantId}, 'contact', 'Known Well') returning id`;
  await sql`update public.conversations set customer_id = ${contact?.id} where tenant_id = ${tenantId}`;
  await sql`
    insert into public.tickets (tenant_id, title, customer_id)
    select ${tenantId}, 'Ticket ' || n, ${contact?.id} from generate_series(1, 50) n`;
}

async function contactId({ sql, workspace }: Bench): Promise<string> {
  const [contact] =
    await sql`select id from public.customers where tenant_id = ${workspace.id} and name = 'Known Well'`;
  return contact?.id;
}

/** Reads what is in the file with one statement and the export's token, without the app and the API. */
async function oneQuery(bench: Bench): Promise<Sample> {
  const { sql, admin, workspace } = bench;
  const contact = await contactId(bench);
  const { id, token } = await openExport(admin, {
    tenant_id: workspace.id,
    kind: "contact",
    format: "json",
    target_id: contact,
  });
  const sample = await sql.begin(async (tx) => {
    await tx`select set_config('request.headers', ${JSON.stringify({ "x-export-token": token })}, true)`;
    await tx`set local role anon`;
    const start = performance.now();
    const [row] = await tx`
      select json_build_object(
        'customer', (select row_to_json(c) from public.customers c where c.tenant_id = ${workspace.id} and c.id = ${contact}),
        'conversations', (
          select json_agg(json_build_object(
            'conversation', v,
            'messages', (
              select json_agg(m order by m.created_at, m.id) from public.messages m
              where m.tenant_id = ${workspace.id} and m.conversation_id = v.id
            ),
            'replies', (
              select json_agg(r order by r.created_at, r.id) from public.replies r
              where r.tenant_id = ${workspace.id} and r.conversation_id = v.id
            )
          ) order by v.created_at, v.id)
          from public.conversations v where v.tenant_id = ${workspace.id} and v.customer_id = ${contact}
        ),
        'tickets', (
          select json_agg(json_build_object(
            'ticket', t,
            'replies', (
              select json_agg(r order by r.created_at, r.id) from public.ticket_replies r
              where r.tenant_id = ${workspace.id} and r.ticket_id = t.id
            ),
            'notes', (
              select json_agg(n order by n.created_at, n.id) from public.ticket_notes n
              where n.tenant_id = ${workspace.id} and n.ticket_id = t.id
            )
          ) order by t.created_at, t.id)
          from public.tickets t where t.tenant_id = ${workspace.id} and t.customer_id = ${contact}
        )
      )::text as file`;
    const ms = performance.now() - start;
    return { ms, firstByteMs: ms, bytes: Buffer.byteLength(row?.file) };
  });
  await admin.client.from("exports").update({ status: "cancelled" }).eq("id", id).throwOnError();
  return sample;
}

/** The export of a single contact, compared with its one query. */
export const contact: Scenario = {
  name: "contact",
  unit: "conversations of one contact",
  rows: 1000,
  warmUp: { kind: "conversations", format: "json" },
  makeData: fillContact,
  candidates: [
    { name: query, baseline: query, run: oneQuery },
    {
      name: ours,
      baseline: query,
      run: async (bench) => appExport(bench, { kind: "contact", format: "json", contact: await contactId(bench) }),
    },
    {
      name: report,
      baseline: ours,
      run: async (bench) => appExport(bench, { kind: "contact", format: "html", contact: await contactId(bench) }),
    },
  ],
  evaluate(sizes) {
    const at = medians(sizes);
    const limit = 1.5 * at(query) + 200;
    return [
      atMost("Our JSON, in ms, where 1.5 times the query and 200 ms is the limit", at(ours), Math.round(limit)),
      atMost("Our readable report, times as long as our JSON", at(report) / at(ours), 1.5),
    ];
  },
};

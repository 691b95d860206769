import type postgres from "postgres";
import { appExport } from "../candidates/app-export.ts";
import { atMost, medians } from "../evaluate/targets.ts";
import { openExport } from "../open-export.ts";
import type { Bench, Sample, Scenario } from "../scenario.ts";
import { fillConversations } from "./conversations.ts";

const query = "The one query";
const ours = "Our JSON";

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

/** Runs the statement that the export uses, without the app and the API. */
async function oneQuery(bench: Bench): Promise<Sample> {
  const { sql, admin, workspace } = bench;
  const { id, token } = await openExport(admin, {
    tenant_id: workspace.id,
    kind: "contact",
    format: "json",
    target_id: await contactId(bench),
  });
  const sample = await sql.begin(async (tx) => {
    await tx`select set_config('request.headers', ${JSON.stringify({ "x-export-token": token })}, true)`;
    await tx`set local role anon`;
    const start = performance.now();
    const [row] = await tx`select public.export_contact() as file`;
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
  ],
  evaluate(sizes) {
    const at = medians(sizes);
    const limit = 1.5 * at(query) + 200;
    return [atMost("Our JSON, in ms, where 1.5 times the query and 200 ms is the limit", at(ours), Math.round(limit))];
  },
};

import type postgres from "postgres";
import { appExport } from "./app-export.ts";
import { fillConversations } from "./conversations.ts";
import { openExport } from "./open-export.ts";
import type { Bench, Sample, Scenario } from "./scenario.ts";
import { atMost, figures } from "./targets.ts";

const query = "The one query";
const ours = "Our JSON";

/** One contact who appears on every conversation of the workspace. */
async function fillContact(sql: postgres.Sql, tenantId: string, rows: number): Promise<void> {
  await fillConversations(sql, tenantId, rows);
  const [contact] = await sql`
    insert into public.customers (tenant_id, type, name) values (${tenantId}, 'contact', 'Known Well') returning id`;
  await sql`update public.conversations set customer_id = ${contact?.id} where tenant_id = ${tenantId}`;
  await sql`
    insert into public.tickets (tenant_id, title, customer_id)
    select ${tenantId}, 'Ticket ' || n, ${contact?.id} from generate_series(1, 50) n`;
}

async function contactOf({ sql, workspace }: Bench): Promise<string> {
  const [contact] =
    await sql`select id from public.customers where tenant_id = ${workspace.id} and name = 'Known Well'`;
  return contact?.id;
}

/** What the database alone takes: the statement that the export makes its file of, without the app and the API. */
async function oneQuery(bench: Bench): Promise<Sample> {
  const { sql, admin, workspace } = bench;
  const { id, ticket } = await openExport(admin, {
    tenant_id: workspace.id,
    kind: "contact",
    format: "json",
    target_id: await contactOf(bench),
  });
  const sample = await sql.begin(async (tx) => {
    await tx`select set_config('request.headers', ${JSON.stringify({ "x-export-token": ticket })}, true)`;
    await tx`set local role anon`;
    const start = performance.now();
    const [row] = await tx`select public.export_contact() as file`;
    const ms = performance.now() - start;
    return { ms, firstByteMs: ms, bytes: Buffer.byteLength(row?.file) };
  });
  await admin.client.from("exports").update({ status: "cancelled" }).eq("id", id).throwOnError();
  return sample;
}

/** The export of a single contact, against the one query that it is made of. */
export const contact: Scenario = {
  name: "contact",
  unit: "conversations of one contact",
  rows: 1000,
  warmUp: { kind: "conversations", format: "json" },
  makeData: fillContact,
  contenders: [
    { name: query, against: query, run: oneQuery },
    {
      name: ours,
      against: query,
      run: async (bench) => appExport(bench, { kind: "contact", format: "json", contact: await contactOf(bench) }),
    },
  ],
  judge(sizes) {
    const at = figures(sizes);
    const limit = 1.5 * at(query) + 200;
    return [atMost("Our JSON, in ms, where 1.5 times the query and 200 ms is the limit", at(ours), Math.round(limit))];
  },
};

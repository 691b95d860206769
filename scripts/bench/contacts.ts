import { appExport } from "./app-export.ts";
import { fillContacts } from "./contacts-data.ts";
import { copyTo } from "./copy.ts";
import { flatMemory } from "./flat-memory.ts";
import { heartbeats, heartbeatsTimed } from "./heartbeats.ts";
import { median } from "./median.ts";
import { offsetPaging } from "./offset-paging.ts";
import type { Subject } from "./subject.ts";

const columns = [
  "id, type, email, name, company, job_title, phone, source, external_id, account_id, source_bot_id",
  "source_conversation_id, notes, metadata, churn_reasons, created_at, last_seen_at, promoted_at, churned_at",
].join(", ");

// No order by: what nothing else can be faster than.
const rowsOf = (tenantId: string) => `select ${columns} from public.customers where tenant_id = '${tenantId}'`;

const csvFloor = "COPY to CSV";
const jsonFloor = "COPY of row_to_json";
const beats = `${heartbeatsTimed} heartbeats`;
const offset = "Offset paging through supabase-js";

/** The contacts export as CSV and JSON, against COPY and against the paging that most apps do. */
export const contacts: Subject = {
  name: "contacts",
  unit: "contacts",
  rows: 200_000,
  warmUp: { kind: "contacts", format: "csv" },
  makeData: fillContacts,
  contenders: [
    {
      name: csvFloor,
      against: csvFloor,
      run: ({ sql, workspace }) => copyTo(sql, `copy (${rowsOf(workspace.id)}) to stdout (format csv, header)`),
    },
    { name: "Our CSV", against: csvFloor, run: (bench) => appExport(bench, { kind: "contacts", format: "csv" }) },
    {
      name: jsonFloor,
      against: jsonFloor,
      run: ({ sql, workspace }) =>
        copyTo(sql, `copy (select row_to_json(c) from (${rowsOf(workspace.id)}) c) to stdout`),
    },
    { name: "Our JSON", against: jsonFloor, run: (bench) => appExport(bench, { kind: "contacts", format: "json" }) },
    { name: beats, against: csvFloor, run: heartbeats },
    {
      name: offset,
      against: csvFloor,
      run: ({ admin, workspace, rows }) => offsetPaging(admin.client, { columns, tenantId: workspace.id, rows }),
    },
  ],
  judge(sizes) {
    const large = sizes.at(-1);
    const time = (name: string) => median((large?.samples[name] ?? []).map(({ ms }) => ms));
    const toCopy = time("Our CSV") / time(csvFloor);
    const share = time(beats) / heartbeatsTimed / 1000;
    const faster = time(offset) / time("Our CSV");
    return [
      { text: `CSV in at most 15x COPY's time: ${toCopy.toFixed(1)}x`, met: toCopy <= 15 },
      { text: `CSV at least 1.5 times as fast as offset paging: ${faster.toFixed(1)} times`, met: faster >= 1.5 },
      {
        text: `A heartbeat a second in at most 5% of an export's time: ${(share * 100).toFixed(1)}%`,
        met: share <= 0.05,
      },
      ...sizes.map((size) => flatMemory(size, ["Our CSV", "Our JSON"], 100)),
    ];
  },
};

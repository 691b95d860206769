import { appExport } from "../candidates/app-export.ts";
import { copyTo } from "../candidates/copy.ts";
import { heartbeatCount, heartbeats } from "../candidates/heartbeats.ts";
import { offsetPaging } from "../candidates/offset-paging.ts";
import { trivialCalls } from "../candidates/trivial-calls.ts";
import { atLeast, atMost, flatMemory, medians, proportional } from "../evaluate/targets.ts";
import type { Scenario } from "../scenario.ts";
import { fillContacts } from "./contacts-data.ts";

const columns = [
  "id, type, email, name, company, job_title, phone, source, external_id, account_id, source_bot_id",
  "source_conversation_id, notes, metadata, churn_reasons, created_at, last_seen_at, promoted_at, churned_at",
].join(", ");

// No order by: the fastest way to read the rows.
const rowsOf = (tenantId: string) => `select ${columns} from public.customers where tenant_id = '${tenantId}'`;

const csvFloor = "COPY to CSV";
const jsonFloor = "COPY of row_to_json";
const heartbeatTimes = `${heartbeatCount} heartbeats`;
const calls = "A trivial call a batch";
const gzipped = "Our CSV, compressed";
const offset = "Offset paging through supabase-js";

/** The contacts export as CSV and JSON, compared with COPY and with offset paging. */
export const contacts: Scenario = {
  name: "contacts",
  unit: "contacts",
  rows: 1_000_000,
  warmUp: { kind: "contacts", format: "csv" },
  makeData: fillContacts,
  candidates: [
    {
      name: csvFloor,
      baseline: csvFloor,
      run: ({ sql, workspace }) => copyTo(sql, `copy (${rowsOf(workspace.id)}) to stdout (format csv, header)`),
    },
    { name: "Our CSV", baseline: csvFloor, run: (bench) => appExport(bench, { kind: "contacts", format: "csv" }) },
    {
      name: jsonFloor,
      baseline: jsonFloor,
      run: ({ sql, workspace }) =>
        copyTo(sql, `copy (select row_to_json(c) from (${rowsOf(workspace.id)}) c) to stdout`),
    },
    { name: "Our JSON", baseline: jsonFloor, run: (bench) => appExport(bench, { kind: "contacts", format: "json" }) },
    {
      name: gzipped,
      baseline: csvFloor,
      run: (bench) => appExport(bench, { kind: "contacts", format: "csv", compress: "gzip" }),
    },
    { name: calls, baseline: csvFloor, run: (bench) => trivialCalls(bench, 1000) },
    { name: heartbeatTimes, baseline: csvFloor, run: (bench) => heartbeats(bench) },
    {
      name: offset,
      baseline: csvFloor,
      run: ({ admin, workspace, rows }) => offsetPaging(admin.client, { columns, tenantId: workspace.id, rows }),
    },
  ],
  plotted: [csvFloor, "Our CSV", jsonFloor, "Our JSON", offset],
  evaluate(sizes) {
    const at = medians(sizes);
    const csvToCopy = at("Our CSV") / at(csvFloor);
    const jsonToCopy = at("Our JSON") / at(jsonFloor);
    const csvToFloor = at("Our CSV") / (at(csvFloor) + at(calls));
    const jsonToFloor = at("Our JSON") / (at(jsonFloor) + at(calls));
    const heartbeatShare = at(heartbeatTimes) / heartbeatCount / 1000;
    return [
      atMost("CSV, times the floor of COPY and a trivial call a batch", csvToFloor, 1.2),
      atMost("CSV, times COPY", csvToCopy, 8),
      atMost("JSON, times the floor of COPY and a trivial call a batch", jsonToFloor, 1.2),
      atMost("JSON, times COPY of row_to_json", jsonToCopy, 4),
      atMost("First byte of CSV, in ms", at("Our CSV", "firstByteMs"), 250),
      atMost("First byte of JSON, in ms", at("Our JSON", "firstByteMs"), 250),
      atMost("Compressed CSV, times CSV", at(gzipped) / at("Our CSV"), 1.6),
      atLeast("Compressed CSV, times fewer bytes", at("Our CSV", "bytes") / at(gzipped, "bytes"), 5),
      atLeast("CSV, times as fast as offset paging", at(offset) / at("Our CSV"), 10),
      atMost("A heartbeat a second, % of an export's time", heartbeatShare * 100, 5),
      ...proportional(sizes, ["Our CSV", "Our JSON"]),
      flatMemory(sizes, ["Our CSV", "Our JSON"], 80),
    ];
  },
};

import { appExport } from "../candidates/app-export.ts";
import { copyTo } from "../candidates/copy.ts";
import { libraryWorkbook } from "../candidates/library-workbook.ts";
import { atLeast, atMost, flatMemory, medians, proportional } from "../evaluate/targets.ts";
import type { Scenario } from "../scenario.ts";
import { fillContacts } from "./contacts-data.ts";

const columns = [
  ...["id", "type", "email", "name", "company", "job_title", "phone", "source", "external_id", "account_id"],
  ...["source_bot_id", "source_conversation_id", "notes", "metadata", "churn_reasons"],
  ...["created_at", "last_seen_at", "promoted_at", "churned_at"],
];

const rowsOf = (tenantId: string) =>
  `select ${columns.join(", ")} from public.customers where tenant_id = '${tenantId}'`;

const csvFloor = "COPY to CSV";
const jsonFloor = "COPY of row_to_json";
const xlsx = "Our workbook";
const ndjson = "Our NDJSON";
const gzip = "Our NDJSON, compress=gzip";
const library = "SheetJS alone, from memory";

/** The contacts export as a workbook and as NDJSON, compared with COPY and with the most used library. */
export const formats: Scenario = {
  name: "formats",
  unit: "contacts",
  rows: 200_000,
  warmUp: { kind: "contacts", format: "xlsx" },
  makeData: fillContacts,
  candidates: [
    {
      name: csvFloor,
      baseline: csvFloor,
      run: ({ sql, workspace }) => copyTo(sql, `copy (${rowsOf(workspace.id)}) to stdout (format csv, header)`),
    },
    { name: xlsx, baseline: csvFloor, run: (bench) => appExport(bench, { kind: "contacts", format: "xlsx" }) },
    {
      name: jsonFloor,
      baseline: jsonFloor,
      run: ({ sql, workspace }) =>
        copyTo(sql, `copy (select row_to_json(c) from (${rowsOf(workspace.id)}) c) to stdout`),
    },
    { name: ndjson, baseline: jsonFloor, run: (bench) => appExport(bench, { kind: "contacts", format: "ndjson" }) },
    {
      name: gzip,
      baseline: jsonFloor,
      run: (bench) => appExport(bench, { kind: "contacts", format: "ndjson", compress: "gzip" }),
    },
    { name: library, baseline: csvFloor, run: (bench) => libraryWorkbook(bench, columns) },
  ],
  evaluate(sizes) {
    const at = medians(sizes);
    const rows = sizes.at(-1)?.rows ?? 0;
    const perSecond = (candidate: string) => (rows / at(candidate)) * 1000;
    return [
      atLeast("Workbook, rows a second", perSecond(xlsx), 20_000),
      atMost("Workbook, times COPY to CSV", at(xlsx) / at(csvFloor), 12),
      atMost("NDJSON, times COPY of row_to_json", at(ndjson) / at(jsonFloor), 4),
      atMost("First byte of a workbook, in ms", at(xlsx, "firstByteMs"), 250),
      atMost("Workbook, times SheetJS alone", at(xlsx) / at(library), 1),
      ...proportional(sizes, [xlsx, ndjson]),
      flatMemory(sizes, [xlsx, ndjson, gzip], 80),
    ];
  },
};

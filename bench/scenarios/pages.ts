import { setTimeout as sleep } from "node:timers/promises";
import { median } from "../evaluate/median.ts";
import { atMost, medians } from "../evaluate/targets.ts";
import type { Bench, Candidate, Sample, Scenario } from "../scenario.ts";
import { timeDownload } from "../time-download.ts";
import { exporterId, fillPages, largeTables, visitedEmail } from "./pages-data.ts";

const baseline = "Contacts";
const contact = "A contact with 40 conversations";
const userId = exporterId(3);

/** The paths of pages within the workspace, by name. */
const paths: Record<string, string> = {
  Contacts: "contacts",
  "Contacts, an older page": `contacts?before=${encodeURIComponent(`2025-09-01 00:00:00+00_${userId}`)}`,
  ...searches({
    "a name and a company": "nakamura gmbh",
    "an older page": `müller&before=${encodeURIComponent(`2025-09-01 00:00:00+00_${userId}`)}`,
    "two letters outside ASCII": "äö",
    "a symbol that most have": "@",
    "a symbol that none has": "_",
    "one common letter": "e",
    "three letters that none has": "zzz",
    "common letters in an order that none has": "rti",
    "a whole email": "zoë.reyes100006@example.com",
    "former customers only": "gmbh&type=former_customer",
  }),
  Leads: "leads",
  "Leads, visitors searched for a name": "leads?q=nakamura&type=visitor",
  "Data export": "settings/data-export",
  "Audit log": "team/audit-log",
  "Audit log, an old page": "team/audit-log?before=50000",
  "Audit log, a month of last year": "team/audit-log?from=2025-01-01&to=2025-01-31",
  "Audit log, one user's failures": `team/audit-log?actor=${userId}&action=export.failed`,
  "Audit log, one user's failures of a month": `team/audit-log?actor=${userId}&action=export.failed&from=2025-01-01&to=2025-01-31`,
};

/** Paths of the Contacts page with a search, and maybe parameters after it. */
function searches(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [`Contacts, searched for ${name}`, `contacts?q=${text}`]),
  );
}

/** Visits a page 8 times and returns the sample closest to the median; the first visit does not count. */
async function visit({ admin }: Bench, path: string): Promise<Sample> {
  const samples: Sample[] = [];
  for (let count = 0; count < 8; count++) samples.push(await timeDownload(() => admin.visit(path)));
  const counted = samples.slice(1);
  const medianMs = median(counted.map(({ ms }) => ms));
  return counted.reduce((best, sample) =>
    Math.abs(sample.ms - medianMs) < Math.abs(best.ms - medianMs) ? sample : best,
  );
}

/** The pages of a workspace with many contacts and audit entries, from the request to the last byte of HTML. */
export const pages: Scenario = {
  name: "pages",
  unit: "contacts and audit entries",
  rows: 1_000_000,
  warmUp: { kind: "contacts", format: "csv" },
  makeData: fillPages,
  candidates: [
    ...Object.entries(paths).map(
      ([name, path]): Candidate => ({
        name,
        baseline,
        run: (bench) => visit(bench, `/${bench.workspace.slug}/${path}`),
      }),
    ),
    {
      name: contact,
      baseline,
      async run(bench) {
        const [visited] = await bench.sql`
          select id from public.customers where tenant_id = ${bench.workspace.id} and email = ${visitedEmail}`;
        return visit(bench, `/${bench.workspace.slug}/contacts/${visited?.id}`);
      },
    },
  ],
  async check(sql) {
    // Postgres may publish its counters up to ten seconds late.
    await sleep(11_000);
    const read = await sql`
      select relid::regclass::text as name, seq_scan::int as times from pg_stat_user_tables
      where relid = any (${largeTables}::regclass[]) and seq_scan > 0`;
    const tables = read.map(({ name, times }) => `${name} ${times} times`).join(", ");
    return { text: `No page scans a large table sequentially: ${tables || "none did"}`, met: read.length === 0 };
  },
  evaluate(sizes) {
    const [small, large] = [medians(sizes.slice(0, 1)), medians(sizes)];
    return [
      ...sizes.flatMap(({ check }) => check ?? []),
      ...[...Object.keys(paths), contact].flatMap((name) => [
        atMost(`${name}, in ms`, large(name), 100),
        atMost(`${name}, times as long for ten times the rows`, large(name) / small(name), 2),
      ]),
    ];
  },
};

import { setTimeout as sleep } from "node:timers/promises";
import { drain } from "./drain.ts";
import { median } from "./median.ts";
import { exporterId, fillPages, largeTables, visitedEmail } from "./pages-data.ts";
import type { Bench, Candidate, Sample, Scenario } from "./scenario.ts";
import { atMost, figures } from "./targets.ts";

const usual = "Contacts";
const contact = "A contact with 40 conversations";
const person = exporterId(3);

/** Pages by name; each is visited in the workspace that was filled. */
const addresses: Record<string, string> = {
  Contacts: "contacts",
  "Contacts, an older page": `contacts?before=${encodeURIComponent(`2025-09-01 00:00:00+00_${person}`)}`,
  "Contacts, searched": "contacts?q=nakamura%20gmbh",
  Leads: "leads",
  "Data export": "settings/data-export",
  "Audit log": "team/audit-log",
  "Audit log, an old page": "team/audit-log?before=50000",
  "Audit log, a month of last year": "team/audit-log?from=2025-01-01&to=2025-01-31",
  "Audit log, one person's failures": `team/audit-log?actor=${person}&action=export.failed`,
  "Audit log, one person's failures of a month": `team/audit-log?actor=${person}&action=export.failed&from=2025-01-01&to=2025-01-31`,
};

/** The middle one of several visits, after one that does not count. */
async function visit({ admin }: Bench, path: string): Promise<Sample> {
  const samples: Sample[] = [];
  for (let count = 0; count < 8; count++) samples.push(await drain(() => admin.visit(path)));
  const middle = median(samples.slice(1).map(({ ms }) => ms));
  return samples.reduce((best, sample) => (Math.abs(sample.ms - middle) < Math.abs(best.ms - middle) ? sample : best));
}

/** The pages of a workspace with as many contacts and audit entries, from the request to the last byte of HTML. */
export const pages: Scenario = {
  name: "pages",
  unit: "contacts and audit entries",
  rows: 1_000_000,
  warmUp: { kind: "contacts", format: "csv" },
  makeData: fillPages,
  contenders: [
    ...Object.entries(addresses).map(
      ([name, address]): Candidate => ({
        name,
        against: usual,
        run: (bench) => visit(bench, `/${bench.workspace.slug}/${address}`),
      }),
    ),
    {
      name: contact,
      against: usual,
      async run(bench) {
        const [visited] = await bench.sql`
          select id from public.customers where tenant_id = ${bench.workspace.id} and email = ${visitedEmail}`;
        return visit(bench, `/${bench.workspace.slug}/contacts/${visited?.id}`);
      },
    },
  ],
  async check(sql) {
    // Postgres may keep its counters to itself for ten seconds.
    await sleep(11_000);
    const read = await sql`
      select relid::regclass::text as name, seq_scan::int as times from pg_stat_user_tables
      where relid = any (${largeTables}::regclass[]) and seq_scan > 0`;
    const tables = read.map(({ name, times }) => `${name} ${times} times`).join(", ");
    return { text: `No page reads a large table from end to end: ${tables || "none did"}`, met: read.length === 0 };
  },
  judge: (sizes) => [
    ...sizes.flatMap(({ check }) => check ?? []),
    ...[...Object.keys(addresses), contact].map((name) => atMost(`${name}, in ms`, figures(sizes)(name), 100)),
  ],
};

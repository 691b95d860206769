import { join } from "node:path";
import { signInAdmin } from "../admin.ts";
import type { RunningApp, Site } from "../app-site.ts";
import type { Target } from "../scenario.ts";
import { checkExport, kinds, takeExport } from "./checked-export.ts";
import { type Peaks, readings } from "./watch.ts";
import type { LoadWorkspace } from "./workspaces.ts";

const exports = 500;
/** By then everything is loaded that will ever be. */
const settled = 100;

/**
 * 500 exports one after another: nothing may pile up.
 * @param directory where files may be written
 */
export async function soak(
  site: Site,
  app: RunningApp,
  workspace: LoadWorkspace | undefined,
  directory: string,
  onStep: (text: string) => void,
): Promise<Target[]> {
  if (!workspace) throw new Error("There is no workspace to export.");
  const admin = await signInAdmin(site.stack, app.url, workspace.admins[0]);
  // Small ones: what piles up does so by the export, not by the row.
  await site.sql`delete from public.messages where tenant_id = ${workspace.id}`;
  await site.sql`delete from public.conversations where tenant_id = ${workspace.id} and created_at > '2026-01-01 00:05'`;
  await site.sql`delete from public.customers where tenant_id = ${workspace.id} and created_at > '2026-01-01 00:25'`;
  const samples: Peaks[] = [];
  for (let count = 1; count <= exports; count++) {
    if (count % 50 === 1) onStep(`Export ${count} of ${exports}, one after another`);
    const what = kinds[count % kinds.length] ?? kinds[0];
    await checkExport(site.sql, await takeExport(admin, workspace, what, join(directory, "soak")));
    if (count >= settled) samples.push(await readings(site.sql, app.pid));
  }
  const [unfinished] = await site.sql`
    select count(*)::int as runs from public.exports where tenant_id = ${workspace.id} and status in ('pending', 'running')`;
  // A tenth of the samples at either end: single readings go up and down with the garbage collector.
  const growth = (name: keyof Peaks) => {
    const part = Math.floor(samples.length / 10);
    const mean = (some: Peaks[]) => some.reduce((sum, sample) => sum + sample[name], 0) / some.length;
    return mean(samples.slice(-part)) - mean(samples.slice(0, part));
  };
  const megabytes = growth("rssBytes") / 1e6;
  const files = growth("openFiles");
  const connections = growth("connections");
  const since = `from export ${settled} to export ${exports}`;
  return [
    { text: `Server memory grows by at most 10 MB ${since}: ${megabytes.toFixed(1)} MB`, met: megabytes <= 10 },
    { text: `Open files grow by at most 2 ${since}: ${files.toFixed(1)}`, met: files <= 2 },
    { text: `Connections to Postgres grow by at most 2 ${since}: ${connections.toFixed(1)}`, met: connections <= 2 },
    { text: `No run is left unfinished: ${unfinished?.runs}`, met: unfinished?.runs === 0 },
  ];
}

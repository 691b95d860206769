import { join } from "node:path";
import { signInAdmin } from "../admin-client.ts";
import type { BenchApp, RunningApp } from "../bench-app.ts";
import type { Target } from "../scenario.ts";
import { checkExport, kinds, saveExport } from "./checked-export.ts";
import { readServerUsage, type ServerUsage } from "./server-usage.ts";
import type { LoadWorkspace } from "./workspaces.ts";

const exportCount = 500;
/** By this export, all code is loaded and caches are full. */
const warmUpCount = 100;

/** Exports 500 times in sequence: memory, open files and connections must not grow. */
export async function runRepeatedExports(
  { sql, stack, directory }: BenchApp,
  app: RunningApp,
  workspace: LoadWorkspace | undefined,
  onStep: (text: string) => void,
): Promise<Target[]> {
  if (!workspace) throw new Error("There is no workspace to export.");
  const admin = await signInAdmin(stack, app.url, workspace.admins[0]);
  // Few rows: what leaks per export does not depend on the number of rows.
  await sql`delete from public.messages where tenant_id = ${workspace.id}`;
  await sql`delete from public.conversations where tenant_id = ${workspace.id} and created_at > '2026-01-01 00:05'`;
  await sql`delete from public.customers where tenant_id = ${workspace.id} and created_at > '2026-01-01 00:25'`;
  const samples: ServerUsage[] = [];
  for (let count = 1; count <= exportCount; count++) {
    if (count % 50 === 1) onStep(`Export ${count} of ${exportCount}, one after another`);
    const what = kinds[count % kinds.length] ?? kinds[0];
    await checkExport(sql, await saveExport(admin, workspace, what, join(directory, "soak")));
    if (count >= warmUpCount) samples.push(await readServerUsage(sql, app.pid));
  }
  const [unfinished] = await sql`
    select count(*)::int as count from public.exports where tenant_id = ${workspace.id} and status in ('pending', 'running')`;
  // Means of the first and the last tenth: single readings vary with garbage collection.
  const growth = (name: keyof ServerUsage) => {
    const tenth = Math.floor(samples.length / 10);
    const mean = (some: ServerUsage[]) => some.reduce((sum, sample) => sum + sample[name], 0) / some.length;
    return mean(samples.slice(-tenth)) - mean(samples.slice(0, tenth));
  };
  const megabytes = growth("rssBytes") / 1e6;
  const files = growth("openFiles");
  const connections = growth("connections");
  const since = `from export ${warmUpCount} to export ${exportCount}`;
  return [
    { text: `Server memory grows by at most 10 MB ${since}: ${megabytes.toFixed(1)} MB`, met: megabytes <= 10 },
    { text: `Open files grow by at most 2 ${since}: ${files.toFixed(1)}`, met: files <= 2 },
    { text: `Connections to Postgres grow by at most 2 ${since}: ${connections.toFixed(1)}`, met: connections <= 2 },
    { text: `No export is left unfinished: ${unfinished?.count}`, met: unfinished?.count === 0 },
  ];
}

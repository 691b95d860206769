import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type AdminClient, signInAdmin } from "../admin-client.ts";
import type { BenchApp, RunningApp } from "../bench-app.ts";
import type { Target } from "../scenario.ts";
import { timeDownload } from "../time-download.ts";
import { checkExport, type ExportedFile, kinds, saveExport } from "./checked-export.ts";
import { peaksDuring } from "./server-usage.ts";
import type { LoadWorkspace } from "./workspaces.ts";

const pages = ["contacts", "leads", "settings/data-export", "team/audit-log", "contacts?q=contact1"];
const exportsEach = 3;

/**
 * All admins export at once, three files each in sequence, while five of them also browse. The files are checked
 * afterwards, so that the checks do not slow the server down.
 */
export async function runConcurrentExports(
  { sql, stack, directory }: BenchApp,
  app: RunningApp,
  workspaces: LoadWorkspace[],
  onStep: (text: string) => void,
): Promise<Target[]> {
  onStep("Signing in");
  const users: { workspace: LoadWorkspace; admin: AdminClient }[] = [];
  for (const workspace of workspaces) {
    for (const email of workspace.admins) {
      users.push({ workspace, admin: await signInAdmin(stack, app.url, email) });
    }
  }
  onStep(`${users.length} admins of ${workspaces.length} workspaces export at once, five of them browse`);
  let exporting = true;
  const visits: number[] = [];
  const browse = async ({ admin, workspace }: (typeof users)[number], index: number) => {
    // Users do not all click at the same time.
    await sleep(index * 300);
    for (let count = 0; exporting; count++) {
      const sample = await timeDownload(() => admin.visit(`/${workspace.slug}/${pages[count % pages.length]}`));
      visits.push(sample.ms);
      // Time to read the page.
      await sleep(1000);
    }
  };
  const { result: files, peaks } = await peaksDuring(sql, app.pid, async () => {
    const browsing = Promise.all(users.slice(0, 5).map(browse));
    const exported = await Promise.all(
      users.map(async ({ admin, workspace }, index) => {
        const files: ExportedFile[] = [];
        for (let count = 0; count < exportsEach; count++) {
          const what = kinds[(index + count) % kinds.length] ?? kinds[0];
          files.push(await saveExport(admin, workspace, what, join(directory, `crowd-${index}-${count}`)));
        }
        return files;
      }),
    ).finally(() => {
      exporting = false;
    });
    await browsing;
    return exported.flat();
  });
  onStep("Comparing the files with the database");
  for (const file of files) await checkExport(sql, file);
  const p95 = visits.toSorted((a, b) => a - b)[Math.floor(visits.length * 0.95)] ?? Number.POSITIVE_INFINITY;
  const megabytes = peaks.rssBytes / 1e6;
  return [
    { text: `${files.length} files of ${users.length} admins at once, each whole and of its workspace`, met: true },
    { text: `Pages meanwhile: 95% of ${visits.length} in at most 500 ms: ${p95.toFixed(0)} ms`, met: p95 <= 500 },
    { text: `Server memory at most 512 MB: ${megabytes.toFixed(0)} MB`, met: megabytes <= 512 },
    { text: `At most 30 connections to Postgres: ${peaks.connections}`, met: peaks.connections <= 30 },
  ];
}

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Admin, signInAdmin } from "../admin.ts";
import type { RunningApp, Site } from "../app-site.ts";
import { drain } from "../drain.ts";
import type { Target } from "../scenario.ts";
import { checkExport, kinds, type TakenExport, takeExport } from "./checked-export.ts";
import { peaksDuring } from "./watch.ts";
import type { LoadWorkspace } from "./workspaces.ts";

const pages = ["contacts", "leads", "settings/data-export", "team/audit-log", "contacts?q=person1"];
const exportsEach = 3;

/**
 * All admins export at once, each three files one after another, while five people browse. The files are looked at afterwards, so
 * that looking takes no time from the server.
 * @param directory where files may be written
 */
export async function crowd(
  site: Site,
  app: RunningApp,
  workspaces: LoadWorkspace[],
  directory: string,
  onStep: (text: string) => void,
): Promise<Target[]> {
  onStep("Signing in");
  const people: { workspace: LoadWorkspace; admin: Admin }[] = [];
  for (const workspace of workspaces) {
    for (const email of workspace.admins) {
      people.push({ workspace, admin: await signInAdmin(site.stack, app.url, email) });
    }
  }
  onStep(`${people.length} admins of ${workspaces.length} workspaces export at once, five people browse`);
  let exporting = true;
  const visits: number[] = [];
  const browse = async ({ admin, workspace }: (typeof people)[number], index: number) => {
    // People do not click in step.
    await sleep(index * 300);
    for (let count = 0; exporting; count++) {
      const sample = await drain(() => admin.visit(`/${workspace.slug}/${pages[count % pages.length]}`));
      visits.push(sample.ms);
      // Somebody reads what they asked for.
      await sleep(1000);
    }
  };
  const { result: files, peaks } = await peaksDuring(site.sql, app.pid, async () => {
    const browsing = Promise.all(people.slice(0, 5).map(browse));
    const exported = await Promise.all(
      people.map(async ({ admin, workspace }, index) => {
        const taken: TakenExport[] = [];
        for (let count = 0; count < exportsEach; count++) {
          const what = kinds[(index + count) % kinds.length] ?? kinds[0];
          taken.push(await takeExport(admin, workspace, what, join(directory, `crowd-${index}-${count}`)));
        }
        return taken;
      }),
    ).finally(() => {
      exporting = false;
    });
    await browsing;
    return exported.flat();
  });
  onStep("Comparing the files with the database");
  for (const file of files) await checkExport(site.sql, file);
  const p95 = visits.toSorted((a, b) => a - b)[Math.floor(visits.length * 0.95)] ?? Number.POSITIVE_INFINITY;
  const megabytes = peaks.rssBytes / 1e6;
  return [
    { text: `${files.length} files of ${people.length} admins at once, each whole and of its workspace`, met: true },
    { text: `Pages meanwhile: 95% of ${visits.length} in at most 500 ms: ${p95.toFixed(0)} ms`, met: p95 <= 500 },
    { text: `Server memory at most 512 MB: ${megabytes.toFixed(0)} MB`, met: megabytes <= 512 },
    { text: `At most 30 connections to Postgres: ${peaks.connections}`, met: peaks.connections <= 30 },
  ];
}

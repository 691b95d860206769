// npm run bench:load: many admins at once, then many exports one after another. Ends with an error when a promise is not kept.

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSite } from "../bench/app-site.ts";
import { crowd } from "../bench/load/crowd.ts";
import { soak } from "../bench/load/soak.ts";
import { makeWorkspaces } from "../bench/load/workspaces.ts";
import { provenance } from "../bench/provenance.ts";
import { writeResults } from "../bench/save-results.ts";
import { removeStack } from "../dev/embedded/stack.ts";
import { supervise } from "../dev/supervise.ts";
import { UserError } from "../dev/user-error.ts";

await supervise(async ({ step, done }) => {
  const directory = await mkdtemp(join(tmpdir(), "hydra-load-"));
  // Also after a failure: the exit is the one place that every end comes through.
  process.on("exit", () => removeStack(directory));
  const site = await openSite(directory, step);
  step("Making workspaces");
  const workspaces = await makeWorkspaces(site.sql, {
    workspaces: 10,
    admins: 25,
    contacts: 20_000,
    conversations: 2_000,
  });
  const app = await site.startApp();
  const targets = [
    ...(await crowd(site, app, workspaces, directory, step)),
    ...(await soak(site, app, workspaces[0], directory, step)),
  ];
  done();
  for (const { text, met } of targets) console.log(`- ${met ? "Met" : "MISSED"}: ${text}`);
  console.log(`Written to ${await writeResults("load", { ...(await provenance(site.sql)), targets })}`);
  await site.sql.end();
  const missed = targets.filter(({ met }) => !met);
  if (missed.length > 0) throw new UserError(`Missed: ${missed.map(({ text }) => text).join("; ")}.`);
  return [];
});

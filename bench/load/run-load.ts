import { UserError } from "../../dev/user-error.ts";
import { openBenchApp } from "../bench-app.ts";
import { provenance } from "../report/provenance.ts";
import { writeResults } from "../report/save-results.ts";
import { runConcurrentExports } from "./concurrent-exports.ts";
import { runRepeatedExports } from "./repeated-exports.ts";
import { makeWorkspaces } from "./workspaces.ts";

/**
 * Exports as many admins at once, then many times in sequence; prints the targets and saves them.
 * @throws UserError when a target is missed
 */
export async function runLoad(onStep: (text: string) => void, onDone: () => void): Promise<void> {
  const benchApp = await openBenchApp(onStep);
  onStep("Making workspaces");
  const workspaces = await makeWorkspaces(benchApp.sql, {
    workspaces: 10,
    admins: 25,
    contacts: 20_000,
    conversations: 2_000,
  });
  const app = await benchApp.start();
  const targets = [
    ...(await runConcurrentExports(benchApp, app, workspaces, onStep)),
    ...(await runRepeatedExports(benchApp, app, workspaces[0], onStep)),
  ];
  onDone();
  for (const { text, met } of targets) console.log(`- ${met ? "Met" : "MISSED"}: ${text}`);
  console.log(`Written to ${await writeResults("load", { ...(await provenance(benchApp.sql)), targets })}`);
  await benchApp.sql.end();
  const missed = targets.filter(({ met }) => !met);
  if (missed.length > 0) throw new UserError(`Missed: ${missed.map(({ text }) => text).join("; ")}.`);
}

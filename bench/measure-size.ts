import { setTimeout as sleep } from "node:timers/promises";
import { signInAdmin } from "./admin.ts";
import type { Site } from "./app-site.ts";
import { drain } from "./drain.ts";
import type { Sample, Scenario, Target } from "./scenario.ts";
import { serverMemory } from "./server-memory.ts";
import { makeWorkspace, waitForExports } from "./workspace.ts";

/** All raw figures of one subject at one size. */
export type SizeResult = { rows: number; idleRssBytes?: number; samples: Record<string, Sample[]>; check?: Target };

/** A contender this slow is measured once, not in every round. */
const slowMs = 90_000;

/**
 * Measures every contender on the same rows, in turn, round after round. Our own go several times a round where the rows are few:
 * what V8 has not tidied up yet is as large as bytes went through, so two sizes compare once as many went through.
 */
export async function measureSize(options: {
  subject: Scenario;
  site: Site;
  rows: number;
  rounds: number;
  timesARound: number;
  onStep(text: string): void;
}): Promise<SizeResult> {
  const { subject, site, rows, rounds, timesARound, onStep } = options;
  const size = `${rows.toLocaleString("en")} ${subject.unit}`;
  onStep(`Making ${size}`);
  const workspace = await makeWorkspace(site.sql, `bench-${subject.name}-${rows}`);
  await subject.makeData(site.sql, workspace.id, rows);
  await waitForExports(site.sql);

  onStep("Warming up the app");
  const app = await site.startApp();
  const admin = await signInAdmin(site.stack, app.url);
  await drain(async () => (await admin.begin({ workspace: "acme", ...subject.warmUp })).body);
  await sleep(2000);
  const memory = serverMemory(app.pid);
  const idleRssBytes = memory.now();

  const samples: Record<string, Sample[]> = {};
  for (let round = 1; round <= rounds; round++) {
    for (const { name, run } of subject.contenders) {
      const taken = samples[name] ?? [];
      if (taken.some(({ ms }) => ms > slowMs)) continue;
      onStep(`${size}, round ${round} of ${rounds}: ${name}`);
      samples[name] = taken;
      for (let time = 1; time <= timesARound; time++) {
        const sample = await run({ sql: site.sql, admin, supabase: site.stack, workspace, rows, memory });
        taken.push(sample);
        if (sample.peakRssBytes === undefined) break;
      }
    }
  }
  await app.stop();
  return { rows, idleRssBytes, samples, check: await subject.check?.(site.sql) };
}

import { setTimeout as sleep } from "node:timers/promises";
import { signInAdmin } from "./admin-client.ts";
import type { BenchApp } from "./bench-app.ts";
import type { Sample, Scenario, SizeResult } from "./scenario.ts";
import { serverMemory } from "./server-memory.ts";
import { timeDownload } from "./time-download.ts";
import { makeWorkspace, vacuumAndCheckpoint } from "./workspace.ts";

/** A candidate slower than this is measured once, not in every round. */
const slowMs = 90_000;

/**
 * Measures every candidate of a scenario on the same rows, one after another, in several rounds.
 * @param options.repeats how often a round measures a candidate whose server memory is read. RSS depends on when V8
 *   collects, so sizes are compared after the same number of bytes: the smaller size needs more repeats.
 */
export async function measureSize(options: {
  scenario: Scenario;
  benchApp: BenchApp;
  rows: number;
  rounds: number;
  repeats: number;
  onStep(text: string): void;
}): Promise<SizeResult> {
  const { scenario, benchApp, rows, rounds, repeats, onStep } = options;
  const { sql, stack } = benchApp;
  const size = `${rows.toLocaleString("en")} ${scenario.unit}`;
  onStep(`Making ${size}`);
  const workspace = await makeWorkspace(sql, `bench-${scenario.name}-${rows}`);
  await scenario.makeData(sql, workspace.id, rows);
  await vacuumAndCheckpoint(sql);

  onStep("Warming up the app");
  const app = await benchApp.start();
  const admin = await signInAdmin(stack, app.url);
  await timeDownload(async () => (await admin.startExport({ workspace: "acme", ...scenario.warmUp })).body);
  await sleep(2000);
  const memory = serverMemory(app.pid);
  const idleRssBytes = memory.now();

  const samples: Record<string, Sample[]> = {};
  for (let round = 1; round <= rounds; round++) {
    for (const { name, run } of scenario.candidates) {
      const measured = samples[name] ?? [];
      if (measured.some(({ ms }) => ms > slowMs)) continue;
      onStep(`${size}, round ${round} of ${rounds}: ${name}`);
      samples[name] = measured;
      for (let repeat = 1; repeat <= repeats; repeat++) {
        const sample = await run({ sql, admin, supabase: stack, workspace, rows, memory });
        measured.push(sample);
        if (sample.peakRssBytes === undefined) break;
      }
    }
  }
  await app.stop();
  return { rows, idleRssBytes, samples, check: await scenario.check?.(sql) };
}

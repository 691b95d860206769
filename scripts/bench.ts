// npm run bench: what an export costs next to COPY and to offset paging, on the same rows in the same run.
// npm run bench -- contacts --rows 20000 --rounds 1

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSite } from "../bench/app-site.ts";
import { measureSize, type SizeResult } from "../bench/measure-size.ts";
import { readOptions } from "../bench/options.ts";
import { provenance } from "../bench/provenance.ts";
import { toMarkdown } from "../bench/report.ts";
import { saveResults } from "../bench/save-results.ts";
import { scenarios } from "../bench/scenarios.ts";
import { makeTrivialFunction } from "../bench/trivial-calls.ts";
import { removeStack } from "../dev/embedded/stack.ts";
import { supervise } from "../dev/supervise.ts";
import { UserError } from "../dev/user-error.ts";

await supervise(async ({ step, done }) => {
  const options = readOptions(process.argv.slice(2));
  const directory = await mkdtemp(join(tmpdir(), "hydra-bench-"));
  // Also after a failure: the exit is the one place that every end comes through.
  process.on("exit", () => removeStack(directory));
  const site = await openSite(directory, step);
  await makeTrivialFunction(site.sql, site.stack);
  const missed: string[] = [];
  for (const name of options.subjects) {
    const subject = scenarios[name];
    const rows = options.rows ?? subject.rows;
    const sizes: SizeResult[] = [];
    for (const [size, timesARound] of [
      [Math.ceil(rows / 10), 10],
      [rows, 1],
    ] as const) {
      sizes.push(await measureSize({ subject, site, rows: size, rounds: options.rounds, timesARound, onStep: step }));
    }
    done();
    const origin = await provenance(site.sql);
    const targets = subject.judge(sizes);
    console.log(`\n${toMarkdown(subject, sizes, targets, origin)}`);
    console.log(`Written to ${await saveResults({ ...origin, subject: name, rows, sizes, targets })}`);
    missed.push(...targets.filter(({ met }) => !met).map(({ text }) => text));
  }
  await site.sql.end();
  if (missed.length > 0) throw new UserError(`Missed: ${missed.join("; ")}.`);
  return [];
});

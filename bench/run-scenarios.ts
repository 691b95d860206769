import { UserError } from "../dev/user-error.ts";
import { openBenchApp } from "./bench-app.ts";
import { makeTrivialFunction } from "./candidates/trivial-calls.ts";
import { measureSize } from "./measure-size.ts";
import type { Options } from "./options.ts";
import { toMarkdown } from "./report/markdown.ts";
import { provenance } from "./report/provenance.ts";
import { saveResults } from "./report/save-results.ts";
import { scenarios } from "./scenarios/all.ts";

/**
 * Measures scenarios, each at a tenth of its rows and at all of them, prints the figures and saves them.
 * @throws UserError when a target is missed
 */
export async function runScenarios(
  options: Options,
  onStep: (text: string) => void,
  onDone: () => void,
): Promise<void> {
  const benchApp = await openBenchApp(onStep);
  await makeTrivialFunction(benchApp.sql, benchApp.stack);
  const missed: string[] = [];
  for (const name of options.scenarios) {
    const scenario = scenarios[name];
    const rows = options.rows ?? scenario.rows;
    const common = { scenario, benchApp, rounds: options.rounds, onStep };
    const small = await measureSize({ ...common, rows: Math.ceil(rows / 10), repeats: 10 });
    const large = await measureSize({ ...common, rows, repeats: 1 });
    onDone();
    const origin = await provenance(benchApp.sql);
    const sizes = [small, large];
    const targets = scenario.evaluate(sizes);
    console.log(`\n${toMarkdown(scenario, sizes, targets, origin)}`);
    console.log(`Written to ${await saveResults({ ...origin, scenario: name, rows, sizes, targets })}`);
    missed.push(...targets.filter(({ met }) => !met).map(({ text }) => text));
  }
  await benchApp.sql.end();
  if (missed.length > 0) throw new UserError(`Missed: ${missed.join("; ")}.`);
}

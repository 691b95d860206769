import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { captureOutput } from "../../dev/processes/capture-output.ts";
import { projectDirectory } from "../../dev/project.ts";
import type { Scenario, SizeResult, Target } from "../scenario.ts";
import { type ScenarioName, scenarios } from "../scenarios/all.ts";
import { drawChart } from "./chart.ts";
import type { Provenance } from "./provenance.ts";

export type Results = Provenance & { scenario: ScenarioName; rows: number; sizes: SizeResult[]; targets: Target[] };

/** Writes the samples to bench/results and, for the default number of rows, the scenario's chart. @returns the file's path */
export function saveResults(results: Results): Promise<string> {
  // Another number of rows is an experiment: it does not replace the chart or the results of the default.
  const scenario: Scenario = scenarios[results.scenario];
  const isDefaultSize = results.rows === scenario.rows;
  if (isDefaultSize && scenario.plotted) {
    const chart = join(projectDirectory, "docs", "images", `${scenario.name}-bench.svg`);
    writeFileSync(chart, drawChart(scenario, results.sizes, scenario.plotted));
  }
  const size = isDefaultSize ? "" : `-${results.rows}`;
  return writeResults(`${results.scenario}${size}`, results);
}

/** Writes figures to bench/results, formatted as the linter requires. @returns the file's path */
export async function writeResults(name: string, results: Provenance & { targets: Target[] }): Promise<string> {
  const directory = join(projectDirectory, "bench", "results");
  const file = join(directory, `${results.date.slice(0, 10)}-${name}.json`);
  const biome = join(projectDirectory, "node_modules", ".bin", "biome");
  const json = await captureOutput("biome format", biome, ["format", "--stdin-file-path=results.json"], {
    cwd: projectDirectory,
    input: JSON.stringify(results, null, 2),
  });
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, json);
  return relative(projectDirectory, file);
}

import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { captureOutput } from "../dev/processes/capture-output.ts";
import { projectDirectory } from "../dev/project.ts";
import { drawChart } from "./chart.ts";
import type { SizeResult } from "./measure-size.ts";
import type { Provenance } from "./provenance.ts";
import type { Scenario, Target } from "./scenario.ts";
import { type ScenarioName, scenarios } from "./scenarios.ts";

export type Results = Provenance & { subject: ScenarioName; rows: number; sizes: SizeResult[]; targets: Target[] };

/** Writes all raw figures to bench/results, formatted as the linter wants every file, and a usual run's picture. @returns the file's path */
export function saveResults(results: Results): Promise<string> {
  // A run at another size than usual is an experiment, and takes no usual run's place.
  const subject: Scenario = scenarios[results.subject];
  const usual = results.rows === subject.rows;
  if (usual && subject.drawn) {
    const picture = join(projectDirectory, "docs", "images", `${subject.name}-bench.svg`);
    writeFileSync(picture, drawChart(subject, results.sizes, subject.drawn));
  }
  const size = usual ? "" : `-${results.rows}`;
  return writeResults(`${results.subject}${size}`, results);
}

/** The same for any figures that say where they come from. @returns the file's path */
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

import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { type PostgresVersion, postgresVersions } from "./embedded/postgres-versions.ts";
import { startChild } from "./processes/child-process.ts";
import { projectDirectory } from "./project.ts";
import { UserError } from "./user-error.ts";

const parts = ["unit", "hosted", "integration", "faults", "settings"] as const;
type Part = (typeof parts)[number];

/**
 * Runs the tests that depend on Postgres, and the unit tests, on each of its versions, one after another, and prints one Markdown table;
 * on GitHub also to the summary of the job.
 * @param args the versions to run on; none for all
 * @throws UserError when a version does not exist or a part has failed, after all have run
 */
export async function runMatrix(args: string[], onStep: (text: string) => void): Promise<void> {
  const unknown = args.filter((arg) => !postgresVersions.some((version) => String(version) === arg));
  if (unknown.length > 0) throw new UserError(`There is no ${unknown.join(", ")}. The versions are: 15, 16, 17, 18.`);
  const versions = postgresVersions.filter((version) => args.length === 0 || args.includes(String(version)));
  const rows: string[] = [];
  const failed: string[] = [];
  for (const version of versions) {
    const cells: string[] = [];
    for (const part of parts) {
      onStep(`Postgres ${version}: ${part} tests`);
      const { passed, summary } = await runPart(version, part);
      cells.push(summary);
      if (!passed) failed.push(`${part} on Postgres ${version}`);
    }
    rows.push(`| ${version} | ${cells.join(" | ")} |`);
  }
  const table = [
    "| Postgres | Unit | Hosted | Integration | Faults | Settings |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
  console.log(`\n${table}`);
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, table);
  if (failed.length > 0) throw new UserError(`Failed: ${failed.join(", ")}.`);
}

/** Runs `npm test -- <part>` on a version. @returns its exit, and how many of its tests passed */
async function runPart(version: PostgresVersion, part: Part): Promise<{ passed: boolean; summary: string }> {
  const script = join(projectDirectory, "scripts", "test.ts");
  const { failed, stdout } = await startChild(process.execPath, [script, part], {
    cwd: projectDirectory,
    env: { POSTGRES: String(version) },
    stdin: "ignore",
    stdout: ["inherit", "pipe"],
    stderr: "inherit",
  });
  // From the table at the end: "integration  2 failed, 640 passed  152".
  const counts = new RegExp(`^${part} +(.+?) +\\d+$`, "m").exec(String(stdout))?.[1];
  return {
    passed: !failed,
    summary: `${counts ?? "no test ran"}${failed && !counts?.includes("failed") ? ", then failed" : ""}`,
  };
}

import { rmSync } from "node:fs";
import { join } from "node:path";
import { checkAdvisors, checkGeneratedTypes } from "./check-advisors.ts";
import { findChromium } from "./chromium.ts";
import { buildApp } from "./next.ts";
import { type CommandOutput, runCommand } from "./processes/run-command.ts";
import { telemetryEnv } from "./processes/telemetry-env.ts";
import { projectDirectory } from "./project.ts";
import { TestReport } from "./test-report.ts";
import { type Part, parseTestSelection, type TestSelection } from "./test-selection.ts";
import { openTestStack, type TestStack } from "./test-stack.ts";
import { appVariables, startTestedApp, type TestedApp, testBuildDirectory } from "./tested-app.ts";

const vitest = "vitest/vitest.mjs";

/**
 * Runs the tests: without a database where no part needs one, else with temporary stacks and the built app. Prints a table of the
 * parts at the end.
 * @param args the parts to run, with an optional filter of test files: `unit`, `integration:access`; none for all
 * @throws UserError when a part is unknown or fails
 */
export async function runTests(args: string[], onStep: (text: string) => void): Promise<void> {
  const run = new TestRun(parseTestSelection(args), onStep);
  try {
    await run.start();
  } finally {
    console.log(run.report.toString());
  }
}

class TestRun {
  readonly report = new TestReport();
  readonly #selection: TestSelection;
  readonly #onStep: (text: string) => void;

  constructor(selection: TestSelection, onStep: (text: string) => void) {
    this.#selection = selection;
    this.#onStep = onStep;
  }

  async start(): Promise<void> {
    const { needsSharedStack, needsExclusiveStack } = this.#selection;
    // At the same time, because each of them often waits. The build follows: it writes the types that are checked. The unit tests run
    // beside it: Vitest keeps one of two cores free.
    const [shared, exclusive] = await Promise.all([
      needsSharedStack ? this.#startStack() : undefined,
      needsExclusiveStack ? this.#startStack() : undefined,
      this.#checkSources(),
    ]);
    const stack = shared ?? exclusive;
    throwFirst(await Promise.allSettled([this.#runUnitTests(), stack && this.#build(stack)]));
    if (!stack) return this.#runHostedTests();
    this.#onStep("Starting the app");
    const [sharedApp, exclusiveApp] = await Promise.all([shared, exclusive].map((one) => one && startTestedApp(one)));
    // Each ends, whatever becomes of the other. On one stack, which is the case where it is not ours, one after the other.
    const sharedTests = sharedApp && this.#runSharedTests(sharedApp);
    if (!stack.controlUrl) await Promise.allSettled([sharedTests]);
    const results = await Promise.allSettled([
      sharedTests,
      exclusiveApp && this.#runExclusiveTests(exclusiveApp),
      this.#runHostedTests(),
    ]);
    throwFirst(results);
    // At the same time, because the fault tests wait for retries most of the time.
    const faultTests = exclusiveApp && this.#runFaultTests(exclusiveApp);
    if (!stack.controlUrl) await Promise.allSettled([faultTests]);
    throwFirst(await Promise.allSettled([faultTests, sharedApp && this.#runEndToEndTests(sharedApp)]));
  }

  #startStack() {
    return this.report.time("stack", () => openTestStack(this.#onStep));
  }

  #build(stack: TestStack) {
    return this.report.time("build", () => buildApp(appVariables(stack), this.#onStep));
  }

  /** Lint and types. */
  async #checkSources(): Promise<void> {
    const { includes } = this.#selection;
    if (includes("lint")) {
      this.#onStep("Linting");
      await this.#runTool("lint", "Biome", "@biomejs/biome/bin/biome", ["ci", "."]);
      await this.#runTool("lint", "knip", "knip/bin/knip.js", []);
    }
    if (includes("types")) {
      this.#onStep("Checking types");
      rmSync(join(projectDirectory, testBuildDirectory, "types"), { recursive: true, force: true });
      await this.#runTool("types", "next typegen", "next/dist/bin/next", ["typegen"]);
      await this.#runTool("types", "tsc", "typescript/bin/tsc", ["--noEmit", "--incremental", "false"]);
    }
  }

  async #runUnitTests(): Promise<void> {
    const { includes, filters } = this.#selection;
    if (!includes("unit")) return;
    this.#onStep("Unit tests");
    const args = ["run", "--project", "unit", ...coverage(filters("unit"))];
    await this.#runTool("unit", "The unit tests", vitest, args);
  }

  /** The integration tests that can run at the same time, on one stack. */
  async #runSharedTests({ stack, env }: TestedApp): Promise<void> {
    const { includes, filters, integrationFiles } = this.#selection;
    if (!includes("integration")) return;
    this.#onStep("Integration tests");
    if (integrationFiles.shared.length > 0) {
      const args = ["run", "--project", "integration", ...integrationFiles.shared];
      await this.#runTool("integration", "The integration tests", vitest, args, { env });
    }
    // Another Supabase may have things of its own.
    if (!stack.controlUrl) return;
    if (filters("integration").length === 0) {
      // After all tests, because the advisors also report an index that no query has used.
      this.#onStep("Running Supabase's advisors");
      await this.report.time("advisors", () => checkAdvisors(stack));
    }
    await checkGeneratedTypes(stack);
  }

  /** The integration tests that stop or lock the database, or count all rows in it: one file at a time, on a stack of their own. */
  async #runExclusiveTests({ env }: TestedApp): Promise<void> {
    const files = this.#selection.integrationFiles.exclusive;
    if (files.length === 0) return;
    const args = ["run", "--project", "exclusive", ...files];
    // Printed when it has ended, because the other tests print at the same time.
    await this.#runTool("integration", "The exclusive integration tests", vitest, args, { env, output: "at the end" });
  }

  /** The tests of faults and of other settings, on the same stack. */
  async #runFaultTests({ env }: TestedApp): Promise<void> {
    const { includes, filters } = this.#selection;
    if (!includes("e2e")) this.#onStep("Fault tests");
    const run = (part: Part, name: string, project: string, files: string[]) =>
      this.#runTool(part, name, vitest, ["run", "--project", project, ...files], { env, output: "at the end" });
    if (includes("faults")) await run("faults", "The fault injection tests", "faults", filters("faults"));
    if (includes("settings")) await run("settings", "The tests with other settings", "settings", filters("settings"));
    if (includes("full-faults"))
      await run("full-faults", "The long fault tests", "full-faults", filters("full-faults"));
  }

  /** The migrations on projects like hosted ones, which start a Postgres of their own. */
  async #runHostedTests(): Promise<void> {
    const { includes, filters } = this.#selection;
    if (!includes("hosted")) return;
    const args = ["run", "--project", "hosted", ...filters("hosted")];
    await this.#runTool("hosted", "The tests of hosted projects", vitest, args, { output: "at the end" });
  }

  async #runEndToEndTests({ env }: TestedApp): Promise<void> {
    const { includes, filters } = this.#selection;
    for (const [part, name] of [
      ["e2e", "The end-to-end tests"],
      ["screenshots", "The screenshots"],
    ] as const satisfies [Part, string][]) {
      if (!includes(part)) continue;
      const CHROMIUM = await findChromium(this.#onStep);
      this.#onStep(part === "e2e" ? "End-to-end tests" : "Taking screenshots");
      const args = ["test", ...filters(part), "--project", part];
      await this.#runTool(part, name, "@playwright/test/cli.js", args, { env: { ...env, CHROMIUM } });
    }
  }

  /** Runs a program of node_modules as a part, or as a piece of one. */
  #runTool(
    part: Part,
    name: string,
    script: string,
    args: string[],
    { env = {}, output = "inherit" }: { env?: Record<string, string>; output?: CommandOutput } = {},
  ): Promise<void> {
    const entry = join(projectDirectory, "node_modules", script);
    const variables = {
      ...telemetryEnv,
      NEXT_DIST_DIR: testBuildDirectory,
      TEST_REPORT: this.report.file(part),
      ...env,
    };
    return this.report.time(part, () =>
      runCommand(name, process.execPath, [entry, ...args], { cwd: projectDirectory, env: variables }, output),
    );
  }
}

/** Throws what the first of the results that failed was rejected with. */
function throwFirst(results: PromiseSettledResult<unknown>[]): void {
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

/**
 * Vitest's arguments for these unit test files, with a coverage summary when no file is named. Not for other tests: the app runs in a
 * process of its own, and parsing large files takes four times as long while coverage is collected.
 */
function coverage(files: string[]): string[] {
  return files.length === 0 ? ["--coverage"] : files;
}

import { rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import getPort from "get-port";
import { findChromium } from "./chromium.ts";
import { generateTypes } from "./embedded/generate-types.ts";
import type { Stack } from "./embedded/stack.ts";
import { supabaseCli } from "./embedded/supabase-cli.ts";
import { startTemporaryStack } from "./embedded/temporary-stack.ts";
import { buildApp, startApp } from "./next.ts";
import { runCommand } from "./processes/run-command.ts";
import { telemetryEnv } from "./processes/telemetry-env.ts";
import { projectDirectory } from "./project.ts";
import { type Part, parseTestSelection, type TestSelection } from "./test-selection.ts";
import { UserError } from "./user-error.ts";

// The app under test is built beside the one that npm start serves.
const buildDirectory = ".next-test";

const vitest = "vitest/vitest.mjs";

/**
 * Runs the tests: without a database where no part needs one, else with a temporary stack and the built app.
 * @param args the parts to run, with an optional filter of test files: `unit`, `integration:access`; none for all
 * @throws UserError when a part is unknown or fails
 */
export async function runTests(args: string[], onStep: (text: string) => void): Promise<void> {
  const selection = parseTestSelection(args);
  if (!selection.needsStack) {
    await checkSources(selection, onStep);
    return;
  }
  // At the same time, because each of them often waits. The build follows: it writes the types that are checked.
  const [{ directory, stack }] = await Promise.all([
    startTemporaryStack("test", { seed: true, onStep }),
    checkSources(selection, onStep),
  ]);
  restartPostgresOnSignal(stack);
  const env = { TEST_STACK: JSON.stringify(await startTestedApp(stack, directory, onStep)) };
  await runIntegrationTests(selection, stack, env, onStep);
  await runFaultTests(selection, env, onStep);
  await runEndToEndTests(selection, env, onStep);
}

/** The parts that need only the files: lint, types, unit tests. */
async function checkSources({ includes, filters }: TestSelection, onStep: (text: string) => void): Promise<void> {
  if (includes("lint")) {
    onStep("Linting");
    await runTool("Biome", "@biomejs/biome/bin/biome", ["ci", "."]);
    await runTool("knip", "knip/bin/knip.js", []);
  }
  if (includes("types")) {
    onStep("Checking types");
    rmSync(join(projectDirectory, buildDirectory, "types"), { recursive: true, force: true });
    await runTool("next typegen", "next/dist/bin/next", ["typegen"]);
    await runTool("tsc", "typescript/bin/tsc", ["--noEmit", "--incremental", "false"]);
  }
  if (includes("unit")) {
    onStep("Unit tests");
    await runTool("The unit tests", vitest, ["run", "--project", "unit", ...coverage(filters("unit"))]);
  }
}

/**
 * Vitest's arguments for these unit test files, with a coverage summary when no file is named. Not for other tests: the app runs in a
 * process of its own, and parsing large files takes four times as long while coverage is collected.
 */
function coverage(files: string[]): string[] {
  return files.length === 0 ? ["--coverage"] : files;
}

/** @returns what tests/support/stack.ts reads */
async function startTestedApp(stack: Stack, directory: string, onStep: (text: string) => void) {
  const variables = {
    SUPABASE_URL: stack.url,
    SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
    EXPORT_SIGNING_KEY: stack.signingKey,
    NEXT_DIST_DIR: buildDirectory,
  };
  await buildApp(variables, onStep);
  const port = await getPort();
  onStep("Starting the app");
  await startApp({ mode: "start", port, host: "127.0.0.1", variables, directory, log: join(directory, "app.log") });
  return {
    appUrl: `http://127.0.0.1:${port}`,
    supabaseUrl: stack.url,
    publishableKey: stack.publishableKey,
    secretKey: stack.secretKey,
    signingKey: stack.signingKey,
    dbUrl: stack.dbUrl,
    directory,
    runner: process.pid,
  };
}

/** Lets a test, which runs in a process of its own, restart Postgres: it sends SIGUSR2 to this one. */
function restartPostgresOnSignal(stack: Stack): void {
  process.on("SIGUSR2", async () => {
    await stack.stopPostgres();
    await stack.startPostgres();
  });
}

async function runIntegrationTests(
  { includes, filters }: TestSelection,
  stack: Stack,
  env: Record<string, string>,
  onStep: (text: string) => void,
): Promise<void> {
  if (!includes("integration")) return;
  onStep("Integration tests");
  const files = filters("integration");
  await runTool("The integration tests", vitest, ["run", "--project", "integration*", ...files], env);
  if (files.length === 0) {
    // After all tests, because the advisors also report an index that no query has used.
    onStep("Running Supabase's advisors");
    await checkAdvisors(stack);
  }
  await checkGeneratedTypes(stack);
}

async function runFaultTests(
  { includes, filters }: TestSelection,
  env: Record<string, string>,
  onStep: (text: string) => void,
): Promise<void> {
  for (const [part, name] of [
    ["faults", "fault injection tests"],
    ["settings", "tests with other database settings"],
    ["full-faults", "fault injection tests"],
  ] as const satisfies [Part, string][]) {
    if (!includes(part)) continue;
    onStep(`Running the ${name}`);
    await runTool(`The ${name}`, vitest, ["run", "--project", part, ...filters(part)], env);
  }
}

async function runEndToEndTests(
  { includes, filters }: TestSelection,
  env: Record<string, string>,
  onStep: (text: string) => void,
): Promise<void> {
  for (const [part, name] of [
    ["e2e", "end-to-end tests"],
    ["screenshots", "screenshots"],
  ] as const satisfies [Part, string][]) {
    if (!includes(part)) continue;
    const CHROMIUM = await findChromium(onStep);
    onStep(`Running the ${name}`);
    const args = ["test", "--project", part, ...filters(part)];
    await runTool(`The ${name}`, "@playwright/test/cli.js", args, { ...env, CHROMIUM });
  }
}

function runTool(name: string, script: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  const entry = join(projectDirectory, "node_modules", script);
  return runCommand(name, process.execPath, [entry, ...args], {
    cwd: projectDirectory,
    env: { ...telemetryEnv, NEXT_DIST_DIR: buildDirectory, ...env },
  });
}

/** Supabase's own security and performance advisors must report nothing, of any level. */
async function checkAdvisors(stack: Stack): Promise<void> {
  const report = await supabaseCli(stack.dbUrl, ["db", "advisors", "--level=info", "--fail-on=info"]);
  if (report.trim() !== "") throw new UserError(`Supabase's advisors report:\n${report}`);
}

async function checkGeneratedTypes(stack: Stack): Promise<void> {
  const path = join(projectDirectory, "lib", "supabase", "database.types.ts");
  if ((await generateTypes(stack.dbUrl)) !== (await readFile(path, "utf8"))) {
    throw new UserError("lib/supabase/database.types.ts does not match the migrations. Run: npm run db:types");
  }
}

// npm test: everything, on ports and a database of its own. `npm test -- unit e2e` runs only the parts named, `integration:access`
// only the test files of a part whose path contains "access".

import { rmSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "../dev/chromium.ts";
import { generateTypes } from "../dev/embedded/generate-types.ts";
import { removeStack, type Stack, startStack } from "../dev/embedded/stack.ts";
import { supabaseCli } from "../dev/embedded/supabase-cli.ts";
import { buildApp, startApp } from "../dev/next.ts";
import { freePort } from "../dev/ports.ts";
import { runCommand } from "../dev/processes/run-command.ts";
import { telemetryEnv } from "../dev/processes/telemetry-env.ts";
import { projectDirectory } from "../dev/project.ts";
import { supervise } from "../dev/supervise.ts";
import { UserError } from "../dev/user-error.ts";

const parts = ["lint", "types", "unit", "integration", "faults", "whole-faults", "e2e"] as const;
type Part = (typeof parts)[number];
/** Takes minutes: runs only when it is named. */
const onRequest: Part = "whole-faults";

const named = process.argv.slice(2).map((argument) => {
  const [part = "", ...filter] = argument.split(":");
  return { part, filter: filter.join(":") };
});
const unknown = named.map(({ part }) => part).filter((name) => !parts.some((part) => part === name));
const wanted = (part: Part) => (named.length === 0 ? part !== onRequest : named.some((one) => one.part === part));
/** The test files of a part to run: all of them if none is named. */
const filesOf = (part: Part) => named.filter((one) => one.part === part && one.filter).map(({ filter }) => filter);

/** What every tool gets: the app under test is built beside the one that npm start serves. */
const environment = { ...process.env, ...telemetryEnv, NEXT_DIST_DIR: ".next-test" };

function tool(name: string, script: string, args: string[], variables: Record<string, string> = {}): Promise<void> {
  const entry = join(projectDirectory, "node_modules", script);
  return runCommand(name, process.execPath, [entry, ...args], {
    cwd: projectDirectory,
    env: { ...environment, ...variables },
  });
}

/** Supabase's own security and performance advisors: no finding of any level. */
async function checkAdvisors(stack: Stack): Promise<void> {
  const report = await supabaseCli(stack.dbUrl, ["db", "advisors", "--level=info", "--fail-on=info"]);
  if (report.trim() !== "") throw new UserError(`The advisors have something to say:\n${report}`);
}

async function checkGeneratedTypes(stack: Stack): Promise<void> {
  const path = join(projectDirectory, "lib", "supabase", "database.types.ts");
  if ((await generateTypes(stack.dbUrl)) !== (await readFile(path, "utf8"))) {
    throw new UserError("lib/supabase/database.types.ts is not what the migrations make. Run: npm run db:types");
  }
}

/** What needs nothing but the files. */
async function checkSources(step: (text: string) => void): Promise<void> {
  if (wanted("lint")) {
    step("Linting");
    await tool("Biome", "@biomejs/biome/bin/biome", ["ci", "."]);
  }
  if (wanted("types")) {
    step("Checking types");
    rmSync(join(projectDirectory, environment.NEXT_DIST_DIR, "types"), { recursive: true, force: true });
    await tool("next typegen", "next/dist/bin/next", ["typegen"]);
    await tool("tsc", "typescript/bin/tsc", ["--noEmit", "--incremental", "false"]);
  }
  if (wanted("unit")) {
    step("Unit tests");
    await tool("The unit tests", "vitest/vitest.mjs", ["run", "--project", "unit", ...filesOf("unit")]);
  }
}

await supervise(async ({ step }) => {
  if (unknown.length > 0) throw new UserError(`There is no ${unknown.join(", ")}. The parts are: ${parts.join(", ")}.`);
  if (!parts.slice(parts.indexOf("integration")).some(wanted)) {
    await checkSources(step);
    return [];
  }

  const directory = await mkdtemp(join(tmpdir(), "hydra-test-"));
  // Also after a failure: the exit is the one place that every end comes through.
  process.on("exit", () => removeStack(directory));
  const options = { directory, apiPort: await freePort(), dbPort: await freePort(), seed: true, onStep: step };
  // Side by side, because each of them waits a lot. The build comes after both: it writes the types that are checked.
  const [stack] = await Promise.all([startStack(options), checkSources(step)]);
  const variables = {
    SUPABASE_URL: stack.url,
    SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
    NEXT_DIST_DIR: environment.NEXT_DIST_DIR,
  };
  await buildApp(variables, step);
  // A test runs in a process of its own; this is how it has Postgres restarted.
  process.on("SIGUSR2", async () => {
    await stack.stopPostgres();
    await stack.startPostgres();
  });
  const port = await freePort();
  step("Starting the app");
  const log = join(directory, "app.log");
  await startApp({ mode: "start", port, host: "127.0.0.1", variables, directory, log });
  const tested = {
    TEST_STACK: JSON.stringify({
      appUrl: `http://127.0.0.1:${port}`,
      supabaseUrl: stack.url,
      publishableKey: stack.publishableKey,
      secretKey: stack.secretKey,
      dbUrl: stack.dbUrl,
      directory,
      runner: process.pid,
    }),
  };
  if (wanted("integration")) {
    step("Integration tests");
    await tool(
      "The integration tests",
      "vitest/vitest.mjs",
      ["run", "--project", "integration*", ...filesOf("integration")],
      tested,
    );
    if (filesOf("integration").length === 0) {
      // After the tests, because an index that nothing has used yet is a finding too.
      step("Asking Supabase's advisors");
      await checkAdvisors(stack);
    }
    await checkGeneratedTypes(stack);
  }
  for (const part of ["faults", "whole-faults"] as const) {
    if (!wanted(part)) continue;
    step("Spoiling downloads");
    await tool("The tests of faults", "vitest/vitest.mjs", ["run", "--project", part, ...filesOf(part)], tested);
  }
  if (wanted("e2e")) {
    const chromium = findChromium(step);
    step("End-to-end tests");
    await tool("The end-to-end tests", "@playwright/test/cli.js", ["test", ...filesOf("e2e")], {
      ...tested,
      CHROMIUM: chromium,
    });
  }
  return [];
});

// npm run bench: measures exports and pages; compares exports with COPY and offset paging on the same rows.
// npm run bench -- contacts --rows 20000 --rounds 1
import { readOptions } from "../bench/options.ts";
import { runScenarios } from "../bench/run-scenarios.ts";
import { supervise } from "../dev/supervise.ts";

await supervise(async ({ step, done }) => {
  await runScenarios(readOptions(process.argv.slice(2)), step, done);
  return [];
});

// npm run test:matrix: the unit, integration, fault and settings tests on Postgres 15 to 18, and one table of the results.
// npm run test:matrix -- 15 17: only on these versions.
import { runMatrix } from "../dev/run-matrix.ts";
import { supervise } from "../dev/supervise.ts";

await supervise(async ({ step }) => {
  await runMatrix(process.argv.slice(2), step);
  return [];
});

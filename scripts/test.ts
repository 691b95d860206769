// npm test: all tests, on ports and a database of their own.
// npm test -- unit e2e: only these parts. npm test -- integration:access: only files with "access" in their path.
import { runTests } from "../dev/run-tests.ts";
import { supervise } from "../dev/supervise.ts";

await supervise(async ({ step }) => {
  await runTests(process.argv.slice(2), step);
  return [];
});

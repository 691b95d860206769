import { appendFileSync } from "node:fs";

/** The outcome of one run of Vitest or Playwright. */
export type TestCounts = {
  passed: number;
  failed: number;
  /** Each skipped test, and why if it says so. */
  skipped: string[];
};

/** Adds the outcome of a run to the file that dev/test-report.ts reads, as a line of JSON. Does nothing outside of `npm test`. */
export function addTestCounts(counts: TestCounts): void {
  const { TEST_REPORT } = process.env;
  if (TEST_REPORT) appendFileSync(TEST_REPORT, `${JSON.stringify(counts)}\n`);
}

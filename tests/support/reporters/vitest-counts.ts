import type { Reporter, TestCase, TestModule } from "vitest/node";
import { addTestCounts } from "./test-counts";

/** A Vitest reporter that counts tests for the table at the end of `npm test`. */
export default class VitestCounts implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap(({ children }) => [...children.allTests()]);
    const passed = tests.filter((test) => test.result().state === "passed").length;
    const skipped = tests.flatMap((test) => {
      const result = test.result();
      if (result.state !== "skipped" || hookHasFailed(test)) return [];
      return [result.note ? `${test.fullName}: ${result.note}` : test.fullName];
    });
    addTestCounts({ passed, failed: tests.length - passed - skipped.length, skipped });
  }
}

/** Whether a test did not run because what it needs could not be set up: Vitest calls it skipped. */
function hookHasFailed({ parent }: TestCase): boolean {
  for (let suite = parent; ; suite = suite.parent) {
    if (suite.errors().length > 0) return true;
    if (suite.type === "module") return false;
  }
}

import type { Reporter, TestModule } from "vitest/node";
import { addTestCounts } from "./test-counts";

/** A Vitest reporter that counts tests for the table at the end of `npm test`. */
export default class VitestCounts implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap(({ children }) => [...children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const skipped = tests.flatMap((test) => {
      const result = test.result();
      return result.state === "skipped" ? [result.note ? `${test.fullName}: ${result.note}` : test.fullName] : [];
    });
    addTestCounts({ passed: count("passed"), failed: count("failed"), skipped });
  }
}

import type { Reporter, Suite } from "@playwright/test/reporter";
import { addTestCounts } from "./test-counts";

/** A Playwright reporter that counts tests for the table at the end of `npm test`. */
export default class PlaywrightCounts implements Reporter {
  #suite?: Suite;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd(): void {
    const tests = this.#suite?.allTests() ?? [];
    const count = (outcome: string) => tests.filter((test) => test.outcome() === outcome).length;
    const skipped = tests
      .filter((test) => test.outcome() === "skipped")
      .map(({ title, annotations }) => [title, annotations.find(({ type }) => type === "skip")?.description])
      .map((words) => words.filter(Boolean).join(": "));
    addTestCounts({ passed: count("expected"), failed: count("unexpected"), skipped });
  }

  printsToStdio(): boolean {
    return false;
  }
}

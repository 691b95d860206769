import { appendFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { TestReport } from "../../dev/test-report";

let report: TestReport;
beforeEach(() => {
  report = new TestReport();
});
// A worker of vitest does not end as a process that exits.
afterEach(() => rmSync(dirname(report.file("")), { recursive: true }));

it("the report of npm test adds up the runs of a part, and lists what was skipped and why", async () => {
  await report.time("lint", async () => {});
  for (const counts of [
    { passed: 40, failed: 0, skipped: ["behind nginx: nginx is not installed"] },
    { passed: 2, failed: 1, skipped: [] },
  ]) {
    await report.time("integration", async () =>
      appendFileSync(report.file("integration"), `${JSON.stringify(counts)}\n`),
    );
  }
  expect(report.toString().split("\n")).toEqual([
    "",
    "Part         Tests                           Seconds",
    "lint                                               0",
    "integration  1 failed, 42 passed, 1 skipped        0",
    "total        1 failed, 42 passed, 1 skipped        0",
    "",
    "Skipped:",
    "- integration: behind nginx: nginx is not installed",
    "",
  ]);
});

it("the report of npm test has the seconds and counts of a part that fails", async () => {
  await expect(report.time("unit", () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(report.toString()).toMatch(/^unit +0$/m);
});

it("the report of npm test is empty when nothing ran", () => {
  expect(report.toString()).toBe("");
});

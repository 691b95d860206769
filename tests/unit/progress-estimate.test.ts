import { expect, test } from "vitest";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import {
  addSamples,
  remainingMs,
  roundEstimate,
  rowsPerSecond,
  type SampledExport,
} from "@/lib/exports/queries/progress-estimate";

const progress = (rowsWritten: number, rowsTotal: number | null = 10_000, id = "a"): ExportProgress => ({
  id,
  kind: "contacts",
  part: false,
  format: "csv",
  actorName: "Adam Reyes",
  startedAt: "2026-11-25T10:00:00Z",
  rowsWritten,
  rowsTotal,
  bytesWritten: 0,
});

/** The export after it was seen with these row counts at these times. */
function sampled(...sightings: [at: number, rows: number, total?: number | null][]): SampledExport {
  let exports: SampledExport[] = [];
  for (const [at, rows, total = 10_000] of sightings) exports = addSamples(exports, [progress(rows, total)], at);
  return exports[0] as SampledExport;
}

test("the rate of an export is unknown until its samples span 0.9 seconds", () => {
  expect(rowsPerSecond(sampled([0, 0]))).toBeNull();
  expect(rowsPerSecond(sampled([0, 0], [899, 800]))).toBeNull();
  expect(rowsPerSecond(sampled([0, 0], [900, 900]))).toBe(1000);
});

test("the rate of an export is measured over the last ten seconds only", () => {
  // 1,000 rows/s for ten seconds, then 100 rows/s for ten.
  const slowed = sampled([0, 0], [10_000, 10_000], [15_000, 10_500], [20_000, 11_000]);
  expect(slowed.samples.map(({ at }) => at)).toEqual([10_000, 15_000, 20_000]);
  expect(rowsPerSecond(slowed)).toBe(100);
});

test("the rate of an export that stands still is zero and its time left unknown", () => {
  const stalled = sampled([0, 500], [2_000, 500]);
  expect(rowsPerSecond(stalled)).toBe(0);
  expect(remainingMs(stalled)).toBeNull();
});

test("the time left is the remaining rows at the current rate", () => {
  expect(remainingMs(sampled([0, 0], [1_000, 1_000]))).toBe(9_000);
  expect(remainingMs(sampled([0, 0], [1_000, 1_000, null]))).toBeNull();
  // More rows than were counted at the start: the total is not a limit.
  expect(remainingMs(sampled([0, 0], [1_000, 12_000]))).toBe(0);
});

test("an export that is missing from a response is dropped, and a new one starts without samples", () => {
  const first = addSamples([], [progress(10, 100, "a"), progress(20, 100, "b")], 0);
  const second = addSamples(first, [progress(30, 100, "b"), progress(1, 100, "c")], 1_000);
  expect(second.map(({ id, samples }) => [id, samples.length])).toEqual([
    ["b", 2],
    ["c", 1],
  ]);
});

test("an estimate is rounded up to seconds, from a minute on to ten seconds", () => {
  expect([1, 1_000, 59_400, 60_000, 60_001, 125_000].map(roundEstimate)).toEqual([
    1_000, 1_000, 60_000, 60_000, 70_000, 130_000,
  ]);
});

import { expect, test } from "vitest";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import {
  addSamples,
  remainingMs,
  remainingText,
  rowsPerSecond,
  type SampledExport,
} from "@/lib/exports/queries/progress-estimate";
import { runningExport } from "../support/progress-samples";

const progress = (rowsWritten: number, rowsTotal: number | null = 10_000, id = "a"): ExportProgress => ({
  ...runningExport,
  ...{ id, rowsWritten, rowsTotal },
});

/** The export after it was seen with these row counts at these times. */
function sampled(...sightings: [at: number, rows: number, total?: number | null][]): SampledExport {
  let exports: SampledExport[] = [];
  for (const [at, rows, total = 10_000] of sightings) exports = addSamples(exports, [progress(rows, total)], at);
  return exports[0] as SampledExport;
}

test("the rate of an export is unknown until its counter has changed twice", () => {
  expect(rowsPerSecond(sampled([0, 0]))).toBeNull();
  // When the count of the first sighting changed is not known.
  expect(rowsPerSecond(sampled([0, 500], [1_000, 1_000]))).toBeNull();
  expect(rowsPerSecond(sampled([0, 0], [1_000, 1_000], [2_000, 3_000]))).toBe(2_000);
});

test("a counter that moves every few seconds gives its true rate at every sighting in between", () => {
  // 1,000 rows every three seconds, looked at every second.
  const sightings = Array.from({ length: 16 }, (_, second): [number, number] => [
    second * 1_000,
    Math.floor(second / 3) * 1_000,
  ]);
  for (let seen = 7; seen <= sightings.length; seen++) {
    expect(rowsPerSecond(sampled(...sightings.slice(0, seen))), `after ${seen} sightings`).toBeCloseTo(1000 / 3, 6);
  }
});

test("the rate of an export is measured over the last ten seconds only, or from the change before that", () => {
  // 1,000 rows/s for ten seconds, then 100 rows/s.
  const slowed = sampled([0, 0], [1_000, 1_000], [10_000, 10_000], [15_000, 10_500], [20_000, 11_000]);
  expect(slowed.samples.map(({ at }) => at)).toEqual([10_000, 15_000, 20_000]);
  expect(rowsPerSecond(slowed)).toBe(100);
  const rare = sampled([0, 0], [1_000, 100], [31_000, 3_100]);
  expect(rowsPerSecond(rare)).toBe(100);
});

test("the rate of an export that pauses is that of its last changes, never zero", () => {
  const paused = sampled([0, 0], [1_000, 500], [2_000, 1_000], [3_000, 1_000], [60_000, 1_000]);
  expect(rowsPerSecond(paused)).toBe(500);
});

test("the time left is the remaining rows at the current rate", () => {
  expect(remainingMs(sampled([0, 0], [1_000, 1_000], [2_000, 2_000]))).toBe(8_000);
  expect(remainingMs(sampled([0, 0], [1_000, 1_000], [2_000, 2_000, null]))).toBeNull();
  // More rows than were counted at the start: the total is not a limit.
  expect(remainingMs(sampled([0, 0], [1_000, 1_000], [2_000, 12_000]))).toBe(0);
});

test("an export that is missing from a response is dropped, and a new one starts without samples", () => {
  const first = addSamples([], [progress(10, 100, "a"), progress(20, 100, "b")], 0);
  const second = addSamples(first, [progress(30, 100, "b"), progress(1, 100, "c")], 1_000);
  expect(second.map(({ id, samples }) => [id, samples.length])).toEqual([
    ["b", 1],
    ["c", 0],
  ]);
});

test("the time left is in whole seconds below a minute, then in minutes", () => {
  expect([0, 1, 1_000, 11_200, 59_000, 59_001, 120_000, 121_000, 3_900_000].map(remainingText)).toEqual([
    "1 s left",
    "1 s left",
    "1 s left",
    "12 s left",
    "59 s left",
    "about 1 min left",
    "about 2 min left",
    "about 3 min left",
    "about 1 h 5 min left",
  ]);
});

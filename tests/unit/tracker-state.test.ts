import { expect, test } from "vitest";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import {
  addOwn,
  applyPoll,
  initialState,
  isTooSoon,
  isWaiting,
  type TrackerState,
  unfinished,
  withoutRead,
  withSamples,
} from "@/lib/exports/queries/tracker-state";
import { completedExport, runningExport } from "../support/progress-samples";

/** A page on which the export "a" was started from the contacts card at 0 ms. */
function started(progress: ExportProgress | null = null): TrackerState {
  const [own] = addOwn(initialState, { key: 1, origin: "contacts", label: "Contacts as CSV", startedAt: 0 });
  if (!own) throw new Error("nothing was added");
  return {
    ...initialState,
    own: [{ ...own, id: "a", file: "/a", progress: progress && { ...progress, samples: [] } }],
    running: progress?.status === "running" ? [{ ...progress, samples: [] }] : [],
  };
}

test("a second click within a second starts nothing, and one after it does", () => {
  expect(isTooSoon(started(), "contacts", 999)).toBe(true);
  expect(isTooSoon(started(), "contacts", 1_000)).toBe(false);
  expect(isTooSoon(started(), "conversations", 10)).toBe(false);
});

test("no second export is started while the first one is being made, and at once after one that is over", () => {
  const making = { ...initialState, own: addOwn(initialState, { key: 1, origin: "o", label: "", startedAt: 0 }) };
  expect(isTooSoon(making, "o", 60_000)).toBe(true);
  expect(isTooSoon(started(completedExport), "contacts", 10)).toBe(false);
});

test("a new export takes the place of one of the same card that is over, and not of one that goes on", () => {
  const next = { key: 2, origin: "contacts", label: "Contacts as JSON", startedAt: 5_000 };
  expect(addOwn(started(completedExport), next).map(({ key }) => key)).toEqual([2]);
  expect(addOwn(started(runningExport), next).map(({ key }) => key)).toEqual([1, 2]);
});

test("what was read of an ended export is gone when its page is left, unless it goes on or may go on", () => {
  const cutOff: ExportProgress = { ...runningExport, status: "interrupted", bytesWritten: 5, canResume: true };
  const keysAfter = (progress: ExportProgress, origin: string) =>
    withoutRead(started(progress), origin).map(({ key }) => key);
  expect(keysAfter(completedExport, "contacts")).toEqual([]);
  expect(keysAfter({ ...runningExport, status: "failed" }, "contacts")).toEqual([]);
  expect(keysAfter(completedExport, "conversations")).toEqual([1]);
  expect(keysAfter(runningExport, "contacts")).toEqual([1]);
  expect(keysAfter(cutOff, "contacts")).toEqual([1]);
});

test("a download that was cut off is polled until it is closed, and its end is told once more when it was resumed", () => {
  const cutOff: ExportProgress = { ...runningExport, status: "interrupted", bytesWritten: 5, canResume: true };
  const cut = applyPoll(started(runningExport), [cutOff], 2_000);
  expect(cut.ended.map(({ id }) => id)).toEqual(["a"]);
  expect([unfinished(cut).length, isWaiting(cut)]).toEqual([1, true]);
  const resumed = applyPoll({ ...initialState, ...cut }, [{ ...runningExport, rowsWritten: 5 }], 7_000);
  expect([resumed.ended.length, isWaiting(resumed)]).toEqual([0, false]);
  const whole = applyPoll({ ...initialState, ...resumed }, [completedExport], 9_000);
  expect([whole.ended.length, unfinished(whole).length]).toEqual([1, 0]);
});

test("an export has ended in the poll that first says so, and not in the next one", () => {
  const first = applyPoll(started(runningExport), [completedExport], 2_000);
  expect(first.ended.map(({ id }) => id)).toEqual(["a"]);
  expect(first.running).toEqual([]);
  expect(applyPoll({ ...initialState, ...first }, [], 3_000).ended).toEqual([]);
});

test("the list has changed when an export joins or leaves it, and not when its numbers do", () => {
  const before = started(runningExport);
  expect(applyPoll(before, [{ ...runningExport, rowsWritten: 5 }], 2_000).isChanged).toBe(false);
  expect(applyPoll(before, [runningExport, { ...runningExport, id: "b" }], 2_000).isChanged).toBe(true);
  expect(applyPoll(before, [{ ...runningExport, id: "b" }], 2_000).isChanged).toBe(true);
  expect(applyPoll(before, [], 2_000).isChanged).toBe(true);
});

test("an own export keeps its last progress when a poll does not mention it", () => {
  expect(applyPoll(started(runningExport), [], 2_000).own[0]?.progress).toMatchObject({ id: "a", status: "running" });
});

test("what polls have measured of a running export outlives a page that is rendered again", () => {
  const rendered = { ...initialState, running: withSamples(initialState, [runningExport]) };
  const first = { ...rendered, ...applyPoll(rendered, [{ ...runningExport, rowsWritten: 3 }], 300) };
  const second = { ...first, ...applyPoll(first, [{ ...runningExport, rowsWritten: 6 }], 600) };
  const [again] = withSamples(second, [{ ...runningExport, rowsWritten: 7 }]);
  expect(again).toMatchObject({
    rowsWritten: 7,
    samples: [
      { at: 300, rows: 3 },
      { at: 600, rows: 6 },
    ],
  });
});

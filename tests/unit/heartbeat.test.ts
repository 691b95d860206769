import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startHeartbeat } from "@/lib/exports/lifecycle/heartbeat";
import type { TokenClient } from "@/lib/exports/lifecycle/token-client";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearInterval", "Date"] }));
afterEach(() => void vi.useRealTimers());

type Answer = { data: true | null; error: { message: string; code?: string } | null };
type Beat = { at: number; bytes: number; answer(answer: Answer): void };

/** What each call was told and when, counted from the start; a call is answered after `takes` milliseconds, or by hand if that is null. */
function beating(takes: number | null, answer: Answer = { data: true, error: null }) {
  const began = Date.now();
  const beats: Beat[] = [];
  const told = { rows: 0, bytes: 0 };
  const onRefused = vi.fn();
  const rpc = (name: string, said: { bytes_written: number }) => {
    if (name === "count_export_rows") return Promise.resolve({ data: 1 });
    const { promise, resolve } = Promise.withResolvers<Answer>();
    beats.push({ at: (Date.now() - began) / 1000, bytes: said.bytes_written, answer: resolve });
    if (takes !== null) setTimeout(() => resolve(answer), takes);
    return { abortSignal: () => promise };
  };
  const run = { id: "x", progress: () => ({ ...told }), onRefused };
  const heartbeat = startHeartbeat({ rpc } as unknown as TokenClient, run);
  const stop = () => heartbeat[Symbol.dispose]();
  /** Lets time pass with something new to say every second. */
  const work = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      told.bytes++;
      await vi.advanceTimersByTimeAsync(1000);
    }
  };
  return { beats, onRefused, stop, work, times: () => beats.map(({ at }) => at) };
}

describe("how often a run is told of", () => {
  it("is once a second while the database answers at once", async () => {
    const run = beating(10);
    await run.work(4);
    expect(run.beats.map(({ at, bytes }) => [at, bytes])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    run.stop();
  });

  it("is every thirty seconds when there is nothing new", async () => {
    const run = beating(10);
    await run.work(1);
    await vi.advanceTimersByTimeAsync(65_000);
    expect(run.times()).toEqual([1, 32, 63]);
    run.stop();
  });

  it("is less when the database is slow: it rests twenty times as long as the answer took", async () => {
    const run = beating(500);
    await run.work(25);
    expect(run.times()).toEqual([1, 12, 23]);
    run.stop();
  });

  it("is at least every thirty seconds, however slow the database is", async () => {
    const run = beating(5000);
    await run.work(75);
    expect(run.times()).toEqual([1, 36, 71]);
    run.stop();
  });

  it("is one at a time", async () => {
    const run = beating(null);
    await run.work(10);
    expect(run.times()).toEqual([1]);
    run.stop();
  });
});

describe("a run that may not go on", () => {
  const refused = (code: string) => ({ data: null, error: { message: "refused", code } });

  it.each([
    ["already_ended", "PT409"],
    ["forbidden", "42501"],
    ["expired", "PT410"],
  ])("is told why: %s", async (code, sqlstate) => {
    const run = beating(10, refused(sqlstate));
    await run.work(2);
    expect(run.onRefused).toHaveBeenCalledWith(expect.objectContaining({ code }));
    run.stop();
  });

  it("is no news after its end was recorded, also to an answer on its way", async () => {
    const run = beating(null);
    await run.work(1);
    run.stop();
    run.beats[0]?.answer(refused("PT409"));
    await run.work(5);
    expect(run.onRefused).not.toHaveBeenCalled();
    expect(run.times()).toEqual([1]);
  });

  it("is not what an error means: it is logged and asked again", async () => {
    vi.mocked(console.error).mockImplementation(() => {});
    const run = beating(10, { data: null, error: { message: "away" } });
    await run.work(2);
    expect(run.onRefused).not.toHaveBeenCalled();
    expect(run.times()).toEqual([1, 2]);
    expect(console.error).toHaveBeenCalledWith(expect.stringContaining("export.heartbeat_failed"));
    vi.mocked(console.error).mockClear();
    run.stop();
  });
});

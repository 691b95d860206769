import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startHeartbeat } from "@/lib/exports/lifecycle/heartbeat";
import type { TokenClient } from "@/lib/exports/lifecycle/token-client";
import { takeConsoleErrors } from "../support/fail-on-console-error";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearInterval", "Date"] }));
afterEach(() => void vi.useRealTimers());

type RpcResult = { data: true | null; error: { message: string; code?: string } | null };
type Report = { at: number; bytes: number; respond(result: RpcResult): void };

/**
 * Starts a heartbeat on a database that responds after `responseMs`, or when the test calls `respond` if that is null.
 * @returns the reports so far, with their times in seconds from the start
 */
function startTestHeartbeat(responseMs: number | null, result: RpcResult = { data: true, error: null }) {
  const start = Date.now();
  const reports: Report[] = [];
  const sent = { rows: 0, bytes: 0 };
  const onRefused = vi.fn();
  const rpc = (name: string, args: { bytes_written: number }) => {
    if (name === "count_export_rows") return Promise.resolve({ data: 1 });
    const { promise, resolve } = Promise.withResolvers<RpcResult>();
    reports.push({ at: (Date.now() - start) / 1000, bytes: args.bytes_written, respond: resolve });
    if (responseMs !== null) setTimeout(() => resolve(result), responseMs);
    return { abortSignal: () => promise };
  };
  const details = async () => ({ parts: [], differs: false, onRecorded() {} });
  const options = { id: "x", progress: () => ({ ...sent }), details, onRefused };
  const heartbeat = startHeartbeat({ rpc } as unknown as TokenClient, options);
  const stop = () => heartbeat[Symbol.dispose]();
  /** Advances the clock, with progress every second. */
  const advance = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      sent.bytes++;
      await vi.advanceTimersByTimeAsync(1000);
    }
  };
  return { reports, onRefused, stop, advance, times: () => reports.map(({ at }) => at) };
}

describe("the heartbeat of an export", () => {
  it("reports progress once a second while the database responds at once", async () => {
    const heartbeat = startTestHeartbeat(10);
    await heartbeat.advance(4);
    expect(heartbeat.reports.map(({ at, bytes }) => [at, bytes])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    heartbeat.stop();
  });

  it("reports every thirty seconds when there is no progress", async () => {
    const heartbeat = startTestHeartbeat(10);
    await heartbeat.advance(1);
    await vi.advanceTimersByTimeAsync(65_000);
    expect(heartbeat.times()).toEqual([1, 32, 63]);
    heartbeat.stop();
  });

  it("waits twenty times the last response time when the database is slow", async () => {
    const heartbeat = startTestHeartbeat(500);
    await heartbeat.advance(25);
    expect(heartbeat.times()).toEqual([1, 12, 23]);
    heartbeat.stop();
  });

  it("waits at most thirty seconds, however slow the database is", async () => {
    const heartbeat = startTestHeartbeat(5000);
    await heartbeat.advance(75);
    expect(heartbeat.times()).toEqual([1, 36, 71]);
    heartbeat.stop();
  });

  it("sends no report while one is in flight", async () => {
    const heartbeat = startTestHeartbeat(null);
    await heartbeat.advance(10);
    expect(heartbeat.times()).toEqual([1]);
    heartbeat.stop();
  });
});

describe("the heartbeat of an export that may not go on", () => {
  const refused = (code: string) => ({ data: null, error: { message: "refused", code } });

  it.each([
    ["already_ended", "PT409"],
    ["forbidden", "42501"],
    ["expired", "PT410"],
  ])("calls onRefused with the code %s", async (code, sqlstate) => {
    const heartbeat = startTestHeartbeat(10, refused(sqlstate));
    await heartbeat.advance(2);
    expect(heartbeat.onRefused).toHaveBeenCalledWith(expect.objectContaining({ code }));
    heartbeat.stop();
  });

  it("ignores a refusal that arrives after it was stopped", async () => {
    const heartbeat = startTestHeartbeat(null);
    await heartbeat.advance(1);
    heartbeat.stop();
    heartbeat.reports[0]?.respond(refused("PT409"));
    await heartbeat.advance(5);
    expect(heartbeat.onRefused).not.toHaveBeenCalled();
    expect(heartbeat.times()).toEqual([1]);
  });

  it("logs any other error and reports again", async () => {
    const heartbeat = startTestHeartbeat(10, { data: null, error: { message: "away" } });
    await heartbeat.advance(2);
    expect(heartbeat.onRefused).not.toHaveBeenCalled();
    expect(heartbeat.times()).toEqual([1, 2]);
    expect(takeConsoleErrors()).toContainEqual(expect.stringContaining("export.heartbeat_failed"));
    heartbeat.stop();
  });
});

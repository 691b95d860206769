import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/errors";
import { retryWhileUnavailable } from "@/lib/supabase/retry-while-unavailable";
import { takeConsoleErrors } from "../support/fail-on-console-error";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const unavailable = () => new AppError("unavailable");

/** Retries a call that fails so many times. @returns the outcome and when each attempt started, in ms */
async function retry(failures: number, error: () => Error = unavailable, signal?: AbortSignal) {
  const start = Date.now();
  const attempts: number[] = [];
  const call = async () => {
    attempts.push(Date.now() - start);
    if (attempts.length <= failures) throw error();
    return "value";
  };
  const [outcome] = await Promise.all([
    Promise.allSettled([retryWhileUnavailable("a_function", call, signal)]).then(([settled]) => settled),
    vi.advanceTimersByTimeAsync(60_000),
  ]);
  return { outcome, attempts };
}

describe("retryWhileUnavailable", () => {
  it("calls once when the call succeeds", async () => {
    expect(await retry(0)).toEqual({ outcome: { status: "fulfilled", value: "value" }, attempts: [0] });
  });

  it("repeats an unavailable call with growing delays, and logs each retry", async () => {
    const { outcome, attempts } = await retry(4);
    expect(outcome).toEqual({ status: "fulfilled", value: "value" });
    const delays = attempts.slice(1).map((at, index) => at - (attempts[index] as number));
    expect(delays).toHaveLength(4);
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(delays[0]).toBeLessThan(1000);
    expect(delays.at(-1)).toBeGreaterThan(5000);
    expect(takeConsoleErrors()).toEqual(Array(4).fill(expect.stringContaining("a_function")));
  });

  it("throws unavailable after five attempts", async () => {
    const { outcome, attempts } = await retry(Number.POSITIVE_INFINITY);
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
    expect(attempts).toHaveLength(5);
    expect(takeConsoleErrors()).toHaveLength(4);
  });

  it.each([
    ["another AppError", () => new AppError("forbidden")],
    ["an error that is not an AppError", () => new Error("a bug")],
    ["a TypeError", () => new TypeError("fetch failed")],
  ])("throws %s at once", async (_name, error) => {
    const { outcome, attempts } = await retry(1, error);
    expect(outcome).toMatchObject({ status: "rejected", reason: { message: error().message } });
    expect(attempts).toEqual([0]);
  });

  it("stops waiting when the signal aborts", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("cancelled")), 100);
    const { outcome, attempts } = await retry(Number.POSITIVE_INFINITY, unavailable, controller.signal);
    expect(outcome).toMatchObject({ status: "rejected" });
    expect(attempts).toEqual([0]);
    expect(takeConsoleErrors()).toHaveLength(1);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/errors";
import { databaseError } from "@/lib/supabase/database-error";
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
    const { outcome, attempts } = await retry(6);
    expect(outcome).toEqual({ status: "fulfilled", value: "value" });
    const delays = attempts.slice(1).map((at, index) => at - (attempts[index] as number));
    expect(delays).toHaveLength(6);
    expect(delays[0]).toBeLessThan(500);
    expect(delays[5]).toBe(5000);
    expect(takeConsoleErrors()).toEqual(Array(6).fill(expect.stringContaining("a_function")));
  });

  // PostgREST reads its schema cache again 1, 2, 4, 8 and 16 s after a failure: 31 s after the first.
  it("waits between 31 and 37 s in all, never longer than 5 s at once, and then throws unavailable", async () => {
    const { outcome, attempts } = await retry(Number.POSITIVE_INFINITY);
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
    const delays = attempts.slice(1).map((at, index) => at - (attempts[index] as number));
    expect(Math.max(...delays)).toBe(5000);
    expect(attempts.at(-1)).toBeGreaterThan(31_000);
    expect(attempts.at(-1)).toBeLessThan(37_000);
    expect(takeConsoleErrors()).toHaveLength(delays.length);
  });

  it("does not repeat two calls at the same times", async () => {
    const [one, other] = [await retry(5), await retry(5)];
    expect(one.attempts).not.toEqual(other.attempts);
    takeConsoleErrors();
  });

  it.each([
    ["PGRST202", 404, 4, 3000],
    ["PGRST205", 404, 4, 3000],
    ["PGRST002", 503, 11, 37_000],
  ])("repeats a call that gets %s with status %i: %i attempts within %i ms", async (code, status, count, within) => {
    const error = () => databaseError({ code, message: "details" }, status);
    const { outcome, attempts } = await retry(Number.POSITIVE_INFINITY, error);
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
    expect(attempts).toHaveLength(count);
    expect(attempts.at(-1)).toBeLessThan(within);
    expect(takeConsoleErrors()).toHaveLength(count - 1);
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

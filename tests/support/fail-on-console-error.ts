import { afterEach, beforeEach, expect, vi } from "vitest";

/** An error on the console that no test expected is a failure. Tests that expect one mock console.error themselves. */
beforeEach(() => {
  vi.spyOn(console, "error");
});

afterEach(() => {
  const calls = vi.mocked(console.error).mock?.calls ?? [];
  vi.restoreAllMocks();
  expect(calls).toEqual([]);
});

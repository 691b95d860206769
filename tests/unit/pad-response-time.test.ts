import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { padResponseTime } from "@/lib/auth/pad-response-time";

// Vitest's fake timers do not include this module.
vi.mock("node:timers/promises", () => ({ setTimeout: vi.fn() }));
beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

it.each([
  [1, 499],
  [139, 361],
  [499, 1],
  [501, 499],
  [1720, 280],
])("a response that took %i ms is sent %i ms later, at a multiple of 500 ms", async (took, later) => {
  const startedAt = performance.now();
  vi.advanceTimersByTime(took);
  await padResponseTime(startedAt);
  expect(vi.mocked(sleep)).toHaveBeenLastCalledWith(later);
});

import { setTimeout as sleep } from "node:timers/promises";

/**
 * Checks a condition ten times a second until it holds.
 * @param what the condition in words, for the error
 * @throws when it does not hold within the time
 */
export async function waitUntil(
  what: string,
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(100)) if (await holds()) return;
  throw new Error(`Not within ${timeoutMs / 1000} s: ${what}.`);
}

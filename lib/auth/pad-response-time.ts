import { setTimeout as sleep } from "node:timers/promises";

const stepMs = 500;

/**
 * Waits until the response time is a multiple of 500 ms, so that it does not tell an unknown account from a wrong password
 * (OWASP Authentication Cheat Sheet, Authentication and Error Messages).
 * @param startedAt performance.now() when the request began
 */
export async function padResponseTime(startedAt: number): Promise<void> {
  const elapsed = performance.now() - startedAt;
  await sleep(Math.ceil(elapsed / stepMs) * stepMs - elapsed);
}

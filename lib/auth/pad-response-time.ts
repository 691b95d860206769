import { setTimeout as sleep } from "node:timers/promises";

const stepMs = 500;

/**
 * Waits until a whole number of half seconds has passed since something began, so that how long it took does not tell what was
 * found on the way: an account that does not exist is refused sooner than one whose password is wrong (OWASP Authentication
 * Cheat Sheet, Authentication and Error Messages).
 * @param began performance.now() of that moment
 */
export async function padResponseTime(began: number): Promise<void> {
  const took = performance.now() - began;
  await sleep(Math.ceil(took / stepMs) * stepMs - took);
}

import pRetry from "p-retry";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

/** 0.2, 0.6, 2.0 and 6.5 s: a long export outlives a restart of the API or of the database. */
const retryDelays = { retries: 4, minTimeout: 200, factor: 3.2 };

/**
 * Repeats a call while the database is unavailable, with growing delays. Only for calls that may be repeated: reads, and functions
 * that recognize a repeated call.
 * @param name what is called, for the log
 * @param signal ends the waiting
 * @throws AppError unavailable after the last attempt; any other error of the call at once; the signal's reason when it aborts
 */
export function retryWhileUnavailable<T>(name: string, call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  return pRetry(call, {
    ...retryDelays,
    signal,
    shouldRetry: ({ error }) => isUnavailable(error),
    onFailedAttempt: ({ error, retryDelay }) => {
      if (retryDelay > 0 && isUnavailable(error)) {
        log.warn({ call: name, delayMs: retryDelay, error }, "database.retry");
      }
    },
  });
}

function isUnavailable(error: Error): boolean {
  return error instanceof AppError && error.code === "unavailable";
}

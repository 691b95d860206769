import pRetry from "p-retry";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { isSchemaCacheMiss } from "./database-error";

/**
 * From 0.2 to 5 s, 31 to 36 s in all: a long export outlives a restart of the database, and then of PostgREST's schema cache, which it
 * reads again after 1, 2, 4, 8 and 16 s and more (PGRST002). The first delays are up to twice as long, at random, so that the downloads
 * of a server do not return all at once.
 */
const retryDelays = { retries: 10, minTimeout: 200, factor: 2, maxTimeout: 5000, randomize: true };

/** Within about 2 s: a reload of the schema cache takes less; after it, the function is really missing. */
const schemaCacheRetries = 3;

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
    shouldRetry: ({ error, attemptNumber }) => isRetried(error, attemptNumber),
    onFailedAttempt: ({ error, attemptNumber, retryDelay }) => {
      if (retryDelay > 0 && isRetried(error, attemptNumber)) {
        log.warn({ call: name, delayMs: retryDelay, error }, "database.retry");
      }
    },
  });
}

function isRetried(error: Error, attemptNumber: number): boolean {
  if (!(error instanceof AppError && error.code === "unavailable")) return false;
  return !isSchemaCacheMiss(error) || attemptNumber <= schemaCacheRetries;
}

import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

/** Seconds to wait before asking again: a long export should outlive a restart of the API or of the database. */
const patience = [0.2, 1, 3, 6];

/**
 * Asks the database again, with longer and longer pauses, while it does not answer. Only for what may be asked twice: a read, or
 * a function that knows a repeated call for one.
 * @param name the function that is asked, for the log
 * @param signal ends the waiting
 * @throws AppError unavailable, when asking again did not help; at once, whatever else the question throws
 */
export async function retryWhileUnavailable<T>(name: string, ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (const seconds of patience) {
    try {
      return await ask();
    } catch (error) {
      if (signal?.aborted || !(error instanceof AppError && error.code === "unavailable")) throw error;
      log.warn({ function: name, inSeconds: seconds, error }, "database.ask_again");
      await sleep(seconds * 1000, undefined, { signal });
    }
  }
  return ask();
}

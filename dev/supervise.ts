import { failureMessage } from "./failure-message.ts";
import { stopAllChildren } from "./processes/child-process.ts";
import { createProgress, type Progress } from "./progress.ts";

/**
 * Runs a script until it ends, crashes or gets a signal, then stops its child processes in order and exits: with process.exitCode where
 * the script has set it, else with 0 when it ended and 1 when it failed.
 * @param main returns what to wait for: the script ends with the first error; with an empty list it ends at once
 */
export async function supervise(main: (progress: Progress) => Promise<Promise<Error>[]>): Promise<never> {
  const progress = createProgress();
  let stopping = false;
  const stop = async (code: number) => {
    stopping = true;
    await stopAllChildren();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // After Ctrl-C the signal arrives twice: from the terminal and from npm.
      if (stopping) return;
      progress.done();
      console.log("\nStopping…");
      void stop(0);
    });
  }
  let failure: unknown;
  try {
    const crashes = await main(progress);
    progress.done();
    if (crashes.length === 0) return await stop(Number(process.exitCode ?? 0));
    failure = await Promise.race(crashes);
  } catch (error) {
    failure = error;
  }
  // Stopping also makes the current step fail: not an error.
  if (stopping) return new Promise<never>(() => undefined);
  progress.done();
  console.error(failureMessage(failure));
  return stop(Number(process.exitCode ?? 1));
}

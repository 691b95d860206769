import { stopAllChildren } from "./processes/child-process.ts";
import { createProgress, type Progress } from "./progress.ts";
import { UserError } from "./user-error.ts";

/**
 * Runs a script to its end, or until it is told to stop: every process it started is then stopped in order.
 * @param main returns what to watch: an error that comes out of it ends the script
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
      // npm passes on the Ctrl-C that the terminal has already sent here.
      if (stopping) return;
      progress.done();
      console.log("\nStopping…");
      void stop(0);
    });
  }
  let failure: unknown;
  try {
    const watched = await main(progress);
    progress.done();
    if (watched.length === 0) return await stop(0);
    failure = await Promise.race(watched);
  } catch (error) {
    failure = error;
  }
  // Stopping makes the step it interrupts fail: that is not news.
  if (stopping) return new Promise<never>(() => undefined);
  progress.done();
  console.error(
    failure instanceof UserError ? failure.message : failure instanceof Error ? `Error: ${failure.message}` : failure,
  );
  return stop(1);
}

import { setTimeout as sleep } from "node:timers/promises";
import { abortActiveDownloads } from "@/lib/exports/download/active-downloads";
import { log } from "@/lib/log";

/** Time to record the outcomes of aborted downloads; enough for a healthy database. */
const recordTimeoutMs = 5000;

/**
 * On SIGTERM and SIGINT: lets downloads finish for some time, then aborts the rest and exits. Next stops accepting connections on
 * the same signals and exits once every response is sent, but would wait for the slowest client without a limit.
 * @param drainSeconds time that downloads get to finish
 */
export function installGracefulShutdown(drainSeconds: number): void {
  for (const [signal, exitCode] of [
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const) {
    process.once(signal, async () => {
      await sleep(drainSeconds * 1000, undefined, { ref: false });
      const downloads = await Promise.race([
        abortActiveDownloads("server_stopped"),
        sleep(recordTimeoutMs, null, { ref: false }),
      ]);
      log.warn({ downloads, recorded: downloads !== null }, "server.stopped_waiting");
      // Only exiting closes the connections of clients that do not read.
      process.exit(exitCode);
    });
  }
}

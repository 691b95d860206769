import { setTimeout as sleep } from "node:timers/promises";
import { abortActiveDownloads } from "@/lib/exports/download/active-downloads";
import { log } from "@/lib/log";

/** How long recording the outcomes may take: as much as a database needs that is well. */
const recording = 5000;

/**
 * Gives downloads some time when the server is told to stop, then breaks off what is left and ends. Next itself takes no new
 * connections from the signal on, and ends as soon as every answer is sent, but it would wait for the slowest client for ever.
 */
export function installGracefulShutdown(seconds: number): void {
  for (const [signal, exitCode] of [
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const) {
    process.once(signal, async () => {
      await sleep(seconds * 1000, undefined, { ref: false });
      const downloads = await Promise.race([
        abortActiveDownloads("The server was stopped."),
        sleep(recording, null, { ref: false }),
      ]);
      log.info({ downloads, recorded: downloads !== null }, "server.stopped_waiting");
      // Exiting is what closes connections whose clients read nothing.
      process.exit(exitCode);
    });
  }
}

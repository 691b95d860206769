/** Called by Next once, when the server starts: a wrong setting stops it here and not at the first request. */
export async function register(): Promise<void> {
  const { env } = await import("./lib/env");
  const { DRAIN_SECONDS } = env();
  // Written so that Next leaves it out of a bundle for the edge, which has neither signals nor sockets.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { installGracefulShutdown } = await import("./lib/server/graceful-shutdown");
    const { setSocketIdleTimeout } = await import("./lib/server/socket-idle-timeout");
    const { installRequestHooks } = await import("./lib/server/request-hooks");
    installRequestHooks();
    installGracefulShutdown(DRAIN_SECONDS);
    // Later than a download is given up, whose record says more: after five minutes without its client (run-stream.ts), after
    // eleven without the database (ask-patiently.ts, read-page.ts).
    setSocketIdleTimeout(12 * 60_000);
  }
}

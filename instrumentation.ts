/** Next calls this once when the server starts. A Node that is too old or an invalid environment stops the server here. */
export async function register(): Promise<void> {
  // npm start brings its own Node; a host that runs `next start` itself may have an older one.
  if (typeof DisposableStack === "undefined") throw new Error("Hydra Data Export needs Node 24 or newer.");
  const { env } = await import("./lib/env");
  const { DRAIN_SECONDS } = env();
  // In this form Next omits the imports from its edge bundle, which has neither signals nor sockets.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { installGracefulShutdown } = await import("./lib/server/graceful-shutdown");
    const { setSocketIdleTimeout } = await import("./lib/server/socket-idle-timeout");
    const { installRequestHooks } = await import("./lib/server/request-hooks");
    installRequestHooks();
    installGracefulShutdown(DRAIN_SECONDS);
    // Longer than a download waits for its client (5 minutes) or for the database (11 minutes): its own outcome is more precise.
    setSocketIdleTimeout(12 * 60_000);
  }
}

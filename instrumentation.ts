/** Next calls this once when the server starts. A Node that is too old or an invalid environment stops the server here. */
export async function register(): Promise<void> {
  // In this form Next omits the imports from its edge bundle, which has neither signals nor sockets.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    try {
      // npm start brings its own Node; a host that runs `next start` itself may have an older one.
      if (typeof DisposableStack === "undefined") throw new Error("Hydra Data Export needs Node 24 or newer.");
      const { env } = await import("./lib/env");
      const { DRAIN_SECONDS } = env();
      const { installGracefulShutdown } = await import("./lib/server/graceful-shutdown");
      const { setSocketIdleTimeout } = await import("./lib/server/socket-idle-timeout");
      const { installRequestHooks } = await import("./lib/server/request-hooks");
      const { installRejectionResponses } = await import("./lib/server/rejected-connections");
      installRequestHooks();
      installRejectionResponses();
      installGracefulShutdown(DRAIN_SECONDS);
      // Longer than a download waits for its client (5 minutes) or for the database (11 minutes): its own outcome is more precise.
      setSocketIdleTimeout(12 * 60_000);
    } catch (error) {
      // After an error here Next goes on and answers every request with a 500.
      console.error((error as Error).message);
      process.exit(1);
    }
  }
}

/** Next calls this for every error of a page, a route or an action. */
export async function onRequestError(error: unknown): Promise<void> {
  // In development, Next's overlay shows the error.
  if (process.env.NEXT_RUNTIME === "nodejs" && process.env.NODE_ENV === "production") {
    const { onPageError } = await import("@/lib/server/empty-errors");
    onPageError(error);
  }
}

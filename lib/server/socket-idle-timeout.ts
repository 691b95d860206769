import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

/**
 * Closes connections on which no byte moves for some time. Aborting a response body has no effect while its last write waits for
 * the client, so a client that stops reading would otherwise keep its connection open.
 * @param timeoutMs applies to every HTTP server of this process, from the next request on
 */
export function setSocketIdleTimeout(timeoutMs: number): void {
  subscribe("http.server.request.start", (message) => {
    // Without a "timeout" listener, Node's server destroys the socket.
    (message as { socket: Socket }).socket.setTimeout(timeoutMs);
  });
}

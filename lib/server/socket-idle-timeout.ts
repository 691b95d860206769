import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";

/**
 * Closes connections over which nothing has moved for so long. A body that is broken off is not noticed while its last write
 * waits for the client: without this, one that stopped reading would keep its connection for ever.
 * @param milliseconds of every HTTP server in this process, from its next request on
 */
export function setSocketIdleTimeout(milliseconds: number): void {
  subscribe("http.server.request.start", (message) => {
    // With no listener for it, Node's server answers the timeout by destroying the socket.
    (message as { socket: Socket }).socket.setTimeout(milliseconds);
  });
}

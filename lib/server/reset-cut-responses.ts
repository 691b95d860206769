import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The last response of each connection. */
const responses = new WeakMap<Socket, ServerResponse>();

/**
 * Resets the connection of a response that is cut off. Closed as usual, a part of a file would look whole: over HTTP/1.0, in which curl -0
 * and, by default, nginx ask, the end of the connection is all that tells its end (RFC 9112, 6.3); over HTTP/1.1, wget takes a
 * connection that is closed in the middle of a chunk for the end of a file.
 */
export function resetCutResponses(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  const isKnown = responses.has(socket);
  responses.set(socket, response);
  if (isKnown) return;
  const destroy = socket.destroy;
  // Response and server end a connection through this method, resetAndDestroy as well.
  socket.destroy = function (this: Socket, error?: Error) {
    socket.destroy = destroy;
    const last = responses.get(socket);
    const isCut = last?.headersSent && !last.writableFinished;
    return isCut ? this.resetAndDestroy() : destroy.call(this, error);
  };
}

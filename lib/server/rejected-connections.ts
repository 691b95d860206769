import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import { type IncomingMessage, Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { AppError } from "@/lib/errors";
import { errorPage, errorPagePolicy } from "@/lib/http/error-page";
import { fixedHeaders } from "@/lib/http/security-headers";

/** How long the rest of a request is still read. A connection closed before that is reset, and the client may lose the response. */
const lingerMs = 1000;

/** Node's statuses for what its HTTP parser rejects; anything else is 400. */
const statuses: Record<string, [status: number, message: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, "The request took too long."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "The request is too large."],
  HPE_HEADER_OVERFLOW: [431, "The address or the headers of the request are too long."],
};

/**
 * Hooks into every HTTP server of this process, with its first connection:
 * - Answers requests that Node's parser rejects, before there is a request to hook into. Node answers without words and headers.
 * - Answers requests to upgrade to WebSocket or HTTP/2, which `curl --http2` sends, as if they did not ask.
 */
export function installRejectionResponses(): void {
  const servers = new WeakSet<Server>();
  const responses = new WeakMap<Socket, ServerResponse>();
  const rejected = new WeakSet<Socket>();

  subscribe("http.server.request.start", (message) => {
    const { socket, response } = message as { socket: Socket; request: IncomingMessage; response: ServerResponse };
    responses.set(socket, response);
  });
  subscribe("net.server.socket", (message) => {
    const { server } = (message as { socket: Socket & { server?: unknown } }).socket;
    if (!(server instanceof Server) || servers.has(server)) return;
    servers.add(server);
    // Next would keep the connection open without an answer; without a listener, Node ignores the wish (RFC 9110, 7.8).
    if (process.env.NODE_ENV === "production") server.removeAllListeners("upgrade");
    server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
      if (rejected.has(socket)) return;
      rejected.add(socket);
      const response = responses.get(socket);
      const isAnswering = response?.headersSent && !response.writableFinished;
      if (!socket.writable || isAnswering) {
        socket.destroy(error);
        return;
      }
      socket.end(rejection(error.code));
      setTimeout(() => socket.destroy(), lingerMs).unref();
    });
  });
}

/** @returns a whole HTTP response */
function rejection(code: string | undefined): string {
  const [status, message] = statuses[code ?? ""] ?? [400, "The request is not valid."];
  const page = errorPage(new AppError("invalid_request", message), randomUUID(), "/");
  const headers = {
    ...fixedHeaders,
    "Content-Security-Policy": errorPagePolicy,
    "Content-Type": "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(page),
    Connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${page}`;
}

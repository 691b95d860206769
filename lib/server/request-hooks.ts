import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { closedPolicy, fixedHeaders } from "@/lib/http/security-headers";

/**
 * Does what has to be done before Next sees a request, on Node's own channel (node:diagnostics_channel, HTTP):
 * - X-Forwarded-For gets who really connected at its end, as each proxy on the way does for the one before it. Next fills the
 *   header in only where it is missing, so that a client could claim any address by sending one.
 * - The answer gets the security headers. Next sets them as well (next.config.ts, proxy.ts), but not where it answers early
 *   by itself: a path that is no UTF-8, a double slash, a broken action.
 */
export function installRequestHooks(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const claimed = [request.headers["x-forwarded-for"] ?? []].flat();
    request.headers["x-forwarded-for"] = [...claimed, request.socket.remoteAddress ?? "unknown"].join(", ");
    for (const [name, value] of Object.entries(fixedHeaders)) response.setHeader(name, value);
    response.setHeader("Content-Security-Policy", closedPolicy);
  });
}

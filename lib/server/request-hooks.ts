import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { closedPolicy, fixedHeaders } from "@/lib/http/security-headers";
import { replaceBadRequest } from "./bad-request";
import { replaceEmptyErrors } from "./empty-errors";
import { resetCutResponses } from "./reset-cut-responses";

/**
 * Hooks into every request before Next handles it, through Node's diagnostics channel:
 * - Appends the peer's address to X-Forwarded-For, as a proxy does. Next sets the header only if it is missing, so a client could
 *   send any address.
 * - Sets the security headers. Next sets them too (next.config.ts, proxy.ts), except on responses that it sends earlier: to a path
 *   that is not UTF-8, a double slash, an invalid server action.
 * - Replaces requests that Next cannot answer, and error responses without words.
 * - Resets the connection of an HTTP/1.0 response that is cut off.
 */
export function installRequestHooks(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const forwardedFor = [request.headers["x-forwarded-for"] ?? []].flat();
    request.headers["x-forwarded-for"] = [...forwardedFor, request.socket.remoteAddress ?? "unknown"].join(", ");
    for (const [name, value] of Object.entries(fixedHeaders)) response.setHeader(name, value);
    response.setHeader("Content-Security-Policy", closedPolicy);
    resetCutResponses(request, response);
    replaceEmptyErrors(request, response);
    replaceBadRequest(request);
  });
}

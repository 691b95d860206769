import "server-only";
import { randomUUID } from "node:crypto";
import { type AppError, toAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { errorWords } from "./error-words";

/**
 * Wraps a route handler: turns what it throws into an error response, and forbids caches to store any response.
 * Browsers get an error page, other clients `{ "error": { "code", "message", "requestId" } }`. Only the messages of an AppError
 * leave the server; errors of status 500 and above are logged with the same requestId.
 */
export function withErrorHandling<Context>(
  handler: (request: Request, context: Context) => Promise<Response>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    const response = await handler(request, context).catch((error) => errorResponse(toAppError(error), request));
    if (!response.headers.get("Cache-Control")?.startsWith("no-store"))
      response.headers.set("Cache-Control", "no-store");
    return response;
  };
}

/** @param pagePath the address if it is not of the API */
export function errorResponse(error: AppError, request: Request, pagePath?: string): Response {
  const requestId = randomUUID();
  if (error.status >= 500) {
    const { pathname } = new URL(request.url);
    log.error({ requestId, method: request.method, path: pathname, code: error.code, error }, "request.failed");
  }
  const { body, headers } = errorWords(error, requestId, request.headers.get("accept"), pagePath);
  return new Response(body, { status: error.status, headers });
}

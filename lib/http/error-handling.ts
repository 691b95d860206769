import "server-only";
import { randomUUID } from "node:crypto";
import { AppError, toAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { errorPage } from "./error-page";

/**
 * Wraps a route handler: whatever it throws becomes an answer with the right status, and only an AppError's own words leave the
 * server. API clients get `{ "error": { "code", "message", "requestId" } }`, people in a browser the same as a page.
 */
export function withErrorHandling<Context>(
  handler: (request: Request, context: Context) => Promise<Response>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    try {
      return await handler(request, context);
    } catch (thrown) {
      return errorResponse(toAppError(thrown), request);
    }
  };
}

/** Answers every request with 405 and the methods that would have been right (RFC 9110, 15.5.6). */
export function methodNotAllowed(...allowed: string[]): (request: Request) => Response {
  return (request) =>
    errorResponse(
      new AppError("method_not_allowed", `This address takes ${allowed.join(" and ")} only.`, {
        headers: { Allow: allowed.join(", ") },
      }),
      request,
    );
}

function errorResponse(error: AppError, request: Request): Response {
  const requestId = randomUUID();
  const { pathname } = new URL(request.url);
  if (error.status >= 500)
    log("request.failed", { requestId, method: request.method, path: pathname, code: error.code }, error);
  const headers = { ...error.headers, "Cache-Control": "no-store" };
  const wantsPage = request.headers.get("accept")?.includes("text/html");
  return wantsPage
    ? new Response(errorPage(error, requestId), {
        status: error.status,
        headers: { ...headers, "Content-Type": "text/html; charset=utf-8" },
      })
    : Response.json(
        { error: { code: error.code, message: error.message, requestId } },
        { status: error.status, headers },
      );
}

import type { AppError } from "@/lib/errors";
import { errorPage } from "./error-page";

/**
 * The body of an error response and its headers: a page for browsers, otherwise `{ "error": { "code", "message", "requestId" } }`.
 * @param accept the request's Accept header
 * @param pagePath the address with its query, if it is not of the API: then it is always a page
 */
export function errorWords(
  error: AppError,
  requestId: string,
  accept: string | null | undefined,
  pagePath?: string,
): { body: string; headers: Record<string, string> } {
  const { code, message, headers } = error;
  const isPage = pagePath !== undefined || accept?.includes("text/html");
  return {
    body: isPage ? errorPage(error, requestId, pagePath) : JSON.stringify({ error: { code, message, requestId } }),
    headers: { ...headers, "Content-Type": isPage ? "text/html; charset=utf-8" : "application/json" },
  };
}

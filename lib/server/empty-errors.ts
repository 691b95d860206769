import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { safeRedirect } from "@/lib/auth/safe-redirect";
import { AppError, type ErrorCode } from "@/lib/errors";
import { errorPagePolicy } from "@/lib/http/error-page";
import { errorWords } from "@/lib/http/error-words";
import { log } from "@/lib/log";
import { currentResponse } from "./page-status";

/** The error codes of the statuses that Next and Node answer with by themselves; others are an invalid request or an internal error. */
const codes: Record<number, ErrorCode> = { 404: "not_found", 405: "method_not_allowed", 413: "too_large" };

const failedPages = new WeakMap<ServerResponse, AppError>();

/**
 * For Next's onRequestError: a page that failed answers with words, and with 503 if that is because the database is away. Next itself
 * answers 500, with an empty document that its scripts fill in.
 */
export function onPageError(error: unknown): void {
  const response = currentResponse.getStore();
  if (!response) return;
  // By name: each of Next's bundles has its own AppError.
  const { name, code } = (error ?? {}) as Partial<AppError>;
  const isUnavailable = name === "AppError" && code === "unavailable";
  const headers: Record<string, string> = isUnavailable ? { "Retry-After": "30" } : {};
  failedPages.set(
    response,
    new AppError(isUnavailable ? "unavailable" : "internal", undefined, { cause: error, headers }),
  );
}

/**
 * Gives words to error responses that have none: those without a content type, which Next and Node send by themselves, and pages of
 * onPageError. Next's compression wraps the same methods later and calls these.
 */
export function replaceEmptyErrors(request: IncomingMessage, response: ServerResponse): void {
  currentResponse.enterWith(response);
  // The hooks that run later change it.
  const url = request.url ?? "/";
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  const write = response.write.bind(response) as (...args: unknown[]) => boolean;
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  let replacement: string | undefined;

  const sendHead = (status: number, ...rest: unknown[]) => {
    const error = wordlessError(response, status, rest);
    if (!error) return writeHead(status, ...rest);
    replacement = setErrorHeaders(request, response, url, error);
    return writeHead(failedPages.has(response) ? error.status : status);
  };
  const ensureHead = () => void (response.headersSent || response.writeHead(response.statusCode));
  Object.assign(response, {
    writeHead: sendHead,
    write(...args: unknown[]) {
      ensureHead();
      return replacement === undefined ? write(...args) : true;
    },
    end(...args: unknown[]) {
      // Not for others: `end` adds Content-Length to those that it begins.
      if (response.statusCode >= 400) ensureHead();
      const callbacks = args.filter((arg) => typeof arg === "function");
      return replacement === undefined ? end(...args) : end(replacement, ...callbacks);
    },
  });
}

/** @returns the error to send instead of this response, if it has no words */
function wordlessError(response: ServerResponse, status: number, rest: unknown[]): AppError | undefined {
  const isPage = String(response.getHeader("content-type")).startsWith("text/html");
  const failure = status === 500 && isPage && failedPages.get(response);
  if (failure) return failure;
  const given = rest.flatMap((headers) => (typeof headers === "object" ? Object.keys(headers ?? {}) : []));
  const hasWords = response.hasHeader("content-type") || given.some((name) => /^content-type$/i.test(name));
  if (status < 400 || hasWords) return;
  return new AppError(codes[status] ?? (status < 500 ? "invalid_request" : "internal"));
}

/** @returns the body to send with the headers */
function setErrorHeaders(request: IncomingMessage, response: ServerResponse, url: string, error: AppError): string {
  const requestId = randomUUID();
  const [path] = url.split("?", 1);
  if (error.status >= 500)
    log.error({ requestId, method: request.method, path, code: error.code, error }, "request.failed");
  const { body, headers } = errorWords(
    error,
    requestId,
    request.headers.accept,
    url.startsWith("/api/") ? undefined : safeRedirect(url),
  );
  for (const name of ["Content-Encoding", "Transfer-Encoding", "ETag", "Link"]) response.removeHeader(name);
  for (const [name, value] of Object.entries({
    ...headers,
    "Content-Length": String(Buffer.byteLength(body)),
    "Content-Security-Policy": errorPagePolicy,
    "Cache-Control": "no-store",
  }))
    response.setHeader(name, value);
  return body;
}

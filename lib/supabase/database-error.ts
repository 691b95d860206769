import { AppError } from "@/lib/errors";

type Failure = { code?: string; message: string };

/**
 * Converts an error of supabase-js to an AppError.
 * @param failure its code is a SQLSTATE (Postgres, appendix A), PTnnn (an HTTP status that our SQL raises) or PGRSTnnn (PostgREST)
 * @param status HTTP status of the response; 0 if there was none
 */
export function databaseError(failure: Failure, status: number): AppError {
  // A success whose body is not JSON: truncated, or from another server. It may contain anything, so do not log it.
  if (status >= 200 && status < 300) {
    return new AppError("unavailable", undefined, { cause: new Error("The response is not JSON.") });
  }
  const cause = new Error(failure.message, { cause: failure.code ? { code: failure.code, message: "" } : undefined });
  if (failure.code === "42501") return new AppError("forbidden", undefined, { cause });
  if (failure.code === "23503") return new AppError("not_found", undefined, { cause });
  if (failure.code === "PT409") return new AppError("already_ended", undefined, { cause });
  if (failure.code === "PT410") return new AppError("expired", undefined, { cause });
  if (failure.code === "PT429") {
    const message = `${failure.message} Wait until one has ended, or cancel one.`;
    return new AppError("too_many_running", message, { cause, headers: { "Retry-After": "30" } });
  }
  if (status === 401) return new AppError("unauthenticated", undefined, { cause });
  // 429 without PT429 is the API's own rate limit. 53xxx: out of resources, 57xxx: shutting down or timed out, 08xxx: no connection.
  if (status === 0 || status === 429 || status >= 500 || /^(53|57|08)/.test(failure.code ?? ""))
    return new AppError("unavailable", undefined, { cause });
  return new AppError("internal", undefined, { cause });
}

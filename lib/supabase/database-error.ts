import { AppError } from "@/lib/errors";

type Failure = { code?: string; message: string };

/**
 * What the Data API answered, in the app's words.
 * @param failure the error of a supabase-js answer; its code is a SQLSTATE (Postgres, appendix A) or PGRSTnnn (PostgREST)
 * @param status the HTTP status of that answer, 0 when none came
 */
export function databaseError(failure: Failure, status: number): AppError {
  // A success whose body is not JSON: cut off, or somebody else's. It may hold anything, so it does not go to the log.
  if (status >= 200 && status < 300) {
    return new AppError("unavailable", undefined, { cause: new Error("The answer could not be read.") });
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
  // 57014 is a statement timeout; 53xxx, 57xxx and 08xxx are a database out of resources, going down or out of reach.
  // 429 without a code of ours is the API's own limit.
  if (status === 0 || status === 429 || status >= 500 || /^(53|57|08)/.test(failure.code ?? ""))
    return new AppError("unavailable", undefined, { cause });
  return new AppError("internal", undefined, { cause });
}

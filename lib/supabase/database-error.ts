import { AppError } from "@/lib/errors";

/**
 * What PostgREST does not find in its schema cache: a relationship, a function, a table, a column. It may be reading the cache again
 * at the moment; otherwise it is a mistake of ours, or a migration is missing.
 */
const schemaCacheMisses = ["PGRST200", "PGRST202", "PGRST204", "PGRST205"];

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
  // Without a code it is not PostgREST's: for the log, the status says more than a page of a gateway.
  const message = failure.code || status === 0 ? failure.message : `HTTP ${status}: ${failure.message.slice(0, 200)}`;
  const cause = new Error(message, { cause: failure.code ? { code: failure.code, message: "" } : undefined });
  if (failure.code === "42501") return new AppError("forbidden", undefined, { cause });
  if (failure.code === "23503") return new AppError("not_found", undefined, { cause });
  // A limit of ours, in words.
  if (failure.code === "PT422") return new AppError("invalid_request", failure.message, { cause });
  if (failure.code === "PT409") return new AppError("already_ended", undefined, { cause });
  if (failure.code === "PT410") return new AppError("expired", undefined, { cause });
  if (failure.code === "PT429") {
    const message = `${failure.message} Wait until one has ended, or cancel one.`;
    return new AppError("too_many_running", message, { cause, headers: { "Retry-After": "30" } });
  }
  if (schemaCacheMisses.includes(failure.code ?? "")) {
    return new AppError("unavailable", "Hydra’s database was just restarted or updated. Try again in a minute.", {
      cause,
    });
  }
  if (status === 401) return new AppError("unauthenticated", undefined, { cause });
  // Without a code, a 403 or 404 is not of PostgREST, but of a gateway whose API is just being restarted. 429 without PT429 is the API's
  // own rate limit. 53xxx: out of resources, 57xxx: shutting down or timed out, 08xxx: no connection.
  const isGateway = !failure.code && [403, 404].includes(status);
  if (status === 0 || isGateway || status === 429 || status >= 500 || /^(53|57|08)/.test(failure.code ?? ""))
    return new AppError("unavailable", undefined, { cause });
  return new AppError("internal", undefined, { cause });
}

/** Whether an error of databaseError is a miss of the schema cache. */
export function isSchemaCacheMiss({ cause }: AppError): boolean {
  const { code } = ((cause as Error | undefined)?.cause ?? {}) as { code?: string };
  return schemaCacheMisses.includes(code ?? "");
}

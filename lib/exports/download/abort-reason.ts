import { AppError, type ErrorCode } from "@/lib/errors";
import { type FailureReason, failureReasons } from "@/lib/exports/failure-reasons";
import type { Outcome } from "@/lib/exports/types";

/** Why a download ended before its file did. */
export class AbortReason extends Error {
  readonly outcome: Exclude<Outcome, "completed">;
  readonly reason: FailureReason;
  /** What the client's stream ends with. */
  readonly error: AppError;

  constructor(
    outcome: Exclude<Outcome, "completed">,
    reason: FailureReason,
    error: AppError = new AppError("unavailable", failureReasons[reason]),
  ) {
    super(failureReasons[reason], { cause: error });
    this.name = "AbortReason";
    this.outcome = outcome;
    this.reason = reason;
    this.error = error;
  }

  /** The reason for an error of reading, writing or recording. */
  static fromError(error: AppError): AbortReason {
    return new AbortReason(error.code === "already_ended" ? "interrupted" : "failed", reasonOf(error.code), error);
  }
}

function reasonOf(code: ErrorCode): FailureReason {
  switch (code) {
    // The export keeps its final status; only what was sent is added to it.
    case "already_ended":
      return "already_ended";
    case "unavailable":
      return "database_unavailable";
    case "forbidden":
      return "actor_demoted";
    case "expired":
      return "time_limit";
    case "answer_changed":
      return "answer_changed";
    case "not_found":
      return "contact_deleted";
    case "not_joinable":
      return "not_joinable";
    default:
      return "internal";
  }
}

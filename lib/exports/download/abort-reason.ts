import { AppError, type ErrorCode } from "@/lib/errors";
import type { Outcome } from "@/lib/exports/types";

/** Why a download ended before its file did. The message is recorded as the outcome's reason: plain words, nothing internal. */
export class AbortReason extends Error {
  readonly outcome: Exclude<Outcome, "completed">;
  /** What the client's stream ends with. */
  readonly error: AppError;

  constructor(
    outcome: Exclude<Outcome, "completed">,
    message: string,
    error: AppError = new AppError("unavailable", message),
  ) {
    super(message, { cause: error });
    this.name = "AbortReason";
    this.outcome = outcome;
    this.error = error;
  }

  /** The reason for an error of reading, writing or recording. */
  static fromError(error: AppError): AbortReason {
    return new AbortReason("failed", failureMessages[error.code] ?? "An internal error occurred.", error);
  }
}

const failureMessages: Partial<Record<ErrorCode, string>> = {
  // Ignored by the database: the export already has a final status.
  already_ended: "The export had already ended.",
  unavailable: "The database stopped responding.",
  forbidden: "The user who started it is no longer an owner or admin of the workspace.",
  expired: "It took longer than 12 hours.",
  not_found: "The contact was deleted.",
};

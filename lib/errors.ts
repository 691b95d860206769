/** Every error code with its HTTP status (RFC 9110) and the default message for users. */
const errors = {
  invalid_request: { status: 400, message: "The request is not valid." },
  bad_address: { status: 400, message: "The address is not valid. Check it for typing mistakes." },
  unauthenticated: { status: 401, message: "Sign in and try again." },
  forbidden: { status: 403, message: "Only owners and admins of a workspace can export its data." },
  cross_site: { status: 403, message: "This request came from another site and was refused." },
  not_found: { status: 404, message: "This does not exist, or it is not in one of your workspaces." },
  method_not_allowed: { status: 405, message: "This address does not support this method." },
  not_sent_ahead: { status: 403, message: "A file is sent when it is asked for, not ahead of it." },
  still_running: { status: 409, message: "This file is just being downloaded. Try again when that has ended." },
  not_joinable: {
    status: 412,
    message: "The rest cannot be joined to what was sent before. Download the file again from its start.",
  },
  bad_range: {
    status: 416,
    message: "Ask for the whole file or, after its download was cut off, for the rest of it: Range: bytes=N-.",
  },
  already_downloaded: {
    status: 409,
    message: "This export was already downloaded. Start a new one from Settings → Data export.",
  },
  too_late: {
    status: 410,
    message: "A download can be resumed for 24 hours. Start a new export from Settings → Data export.",
  },
  expired: { status: 410, message: "This download link has expired. Start a new export from Settings → Data export." },
  already_ended: { status: 409, message: "This export has already ended." },
  answer_changed: {
    status: 409,
    message: "This answer has changed since it was looked at. Look at it again, then export it.",
  },
  too_large: { status: 413, message: "The request is too large." },
  too_many_running: {
    status: 429,
    message: "The maximum number of exports is already running. Wait until one has ended, or cancel one.",
  },
  internal: { status: 500, message: "Something went wrong on our side. Try again." },
  unavailable: { status: 503, message: "Hydra is temporarily unavailable. Try again in a minute." },
} as const;

export type ErrorCode = keyof typeof errors;

/** An error whose message may be shown to users: it contains nothing internal. The cause is for the log only. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  /** Response headers, such as Retry-After. */
  readonly headers: Record<string, string>;

  constructor(
    code: ErrorCode,
    message: string = errors[code].message,
    options: { cause?: unknown; headers?: Record<string, string> } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.status = errors[code].status;
    this.headers = options.headers ?? {};
  }
}

/** Returns an AppError unchanged; anything else becomes the cause of an `internal` error. */
export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError("internal", undefined, { cause: error });
}

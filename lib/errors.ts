/** What can go wrong, the HTTP status it answers with (RFC 9110), and the words for people when nothing better is known. */
const errors = {
  invalid_request: { status: 400, message: "The request could not be understood." },
  unauthenticated: { status: 401, message: "Please sign in and try again." },
  forbidden: { status: 403, message: "Only owners and admins of a workspace can export its data." },
  cross_site: { status: 403, message: "This request came from another site and was refused." },
  not_found: { status: 404, message: "There is nothing here, or it is not in a workspace of yours." },
  method_not_allowed: { status: 405, message: "This address does not take that method." },
  already_downloaded: {
    status: 409,
    message: "This export was already downloaded. Start a new one from Settings → Data export.",
  },
  expired: { status: 410, message: "This download link has expired. Start a new export from Settings → Data export." },
  already_ended: { status: 409, message: "This export has already ended." },
  too_large: { status: 413, message: "The request is too large." },
  too_many_running: {
    status: 429,
    message: "Your workspace runs as many exports as it may. Wait until one has ended, or cancel one.",
  },
  internal: { status: 500, message: "Something went wrong on our side. Please try again." },
  unavailable: { status: 503, message: "The database does not answer right now. Please try again in a minute." },
} as const;

export type ErrorCode = keyof typeof errors;

/** An error that may be shown to people: its message says what to do and holds nothing internal; the cause goes to the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
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

/** Any thrown value as an AppError: what is not one already becomes an opaque internal error. */
export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError("internal", undefined, { cause: error });
}

import { AppError } from "@/lib/errors";
import { withErrorHandling } from "@/lib/http/with-error-handling";

/** What every request gets that Next could not answer itself; lib/server/bad-request.ts sends them here. */
export const GET = withErrorHandling(async () => {
  throw new AppError("bad_address");
});

export const HEAD = GET;
export const POST = GET;
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;

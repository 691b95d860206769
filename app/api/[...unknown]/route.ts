import { AppError } from "@/lib/errors";
import { withErrorHandling } from "@/lib/http/with-error-handling";

/** Every other address under /api: 404, whatever the method. */
export const GET = withErrorHandling(async () => {
  throw new AppError("not_found", "There is no such API address.");
});

export const HEAD = GET;
export const POST = GET;
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;

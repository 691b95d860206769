import { AppError } from "@/lib/errors";
import { withErrorHandling } from "@/lib/http/error-handling";

/** Addresses of the API that lead nowhere: its own 404, whoever asks and with whatever method. */
export const GET = withErrorHandling(async () => {
  throw new AppError("not_found", "The API has no such address.");
});

export const HEAD = GET;
export const POST = GET;
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;

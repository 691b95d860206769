import "server-only";
import { forbidden, notFound, redirect } from "next/navigation";
import { AppError } from "@/lib/errors";

/**
 * For pages: awaits a read, and shows the sign-in page, the 404 or the 403 page in place of an AppError unauthenticated, not_found
 * or forbidden. Every read of a page can fail that way, since the user may lose a role while the page renders.
 */
export async function redirectOnAuthError<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "unauthenticated") redirect("/login");
    if (error.code === "not_found") notFound();
    if (error.code === "forbidden") forbidden();
    throw error;
  }
}

import { AppError } from "@/lib/errors";
import { readFields } from "@/lib/exports/lifecycle/export-request";
import { passwordPattern } from "./password";

/**
 * Reads the password of a package from a form field or JSON. What was sent is in no error.
 * @throws AppError invalid_request, too_large
 */
export async function readPassword(request: Request): Promise<string> {
  const password = ((await readFields(request)) as { password?: unknown } | null)?.password;
  if (typeof password === "string" && passwordPattern.test(password)) return password;
  throw new AppError(
    "invalid_request",
    "password must be five groups of four letters or digits, as the app makes them.",
  );
}

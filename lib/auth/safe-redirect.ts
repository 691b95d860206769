/**
 * Validates the page to open after sign-in (OWASP Unvalidated Redirects and Forwards Cheat Sheet).
 * Browsers treat "//host" and "/\host" as another site, and remove tabs and newlines first.
 * @returns `next` if it is a path of this site, otherwise "/"
 */
export function safeRedirect(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.startsWith("//")) return "/";
  if (/[\\\p{Cc}]/u.test(next)) return "/";
  return next;
}

/**
 * Where to go after signing in: the address that was asked for if it is a page of this site, else the start page.
 * A browser reads "//host" and "/\host" as another site, and drops tabs and newlines before it looks.
 */
export function safeRedirect(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.startsWith("//")) return "/";
  if (/[\\\p{Cc}]/u.test(next)) return "/";
  return next;
}

/**
 * Where to go after signing in: the address that was asked for if it is a page of this site, else the start page.
 * A browser reads "//host" and "/\host" as another site, and drops tabs and newlines before it looks.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.startsWith("//")) return "/";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\\\u0000-\u001f\u007f]/.test(next)) return "/";
  return next;
}

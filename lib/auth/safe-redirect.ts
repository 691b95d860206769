import { isDecodable } from "@/lib/http/is-decodable";

/** Characters; the address is repeated in the page, in a header and in the next request, and escaping may treble it. */
const maxLength = 2000;

/** Any: only tells whether an address stays on its own site. */
const site = "https://hydra.invalid";

/**
 * Validates the page to open after sign-in (OWASP Unvalidated Redirects and Forwards Cheat Sheet): what a browser makes of `next` must
 * be a page of this site. Browsers treat "//host", "/\host" and "/.//host" as another site or an empty path, and remove tabs and
 * newlines first.
 * @returns the address in ASCII, as a header needs it, or "/" if `next` is none
 */
export function safeRedirect(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.length > maxLength) return "/";
  if (/[\\\p{Cc}]/u.test(next)) return "/";
  const url = URL.parse(next, site);
  if (url?.origin !== site || url.pathname.startsWith("//") || !isDecodable(url.pathname)) return "/";
  // No pages: an API address, a file of Next's, sign-in itself.
  if (/^\/(api|_next|login)(\/|$)/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}

import { AppError } from "@/lib/errors";

/**
 * Rejects requests that a page of another origin makes a browser send (OWASP CSRF Prevention Cheat Sheet, Fetch Metadata).
 * Current browsers send Sec-Fetch-Site, older ones Origin; clients such as curl send neither and are allowed.
 * @throws AppError cross_site
 */
export function assertSameOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  const sameOrigin = site ? site === "same-origin" || site === "none" : !origin || URL.parse(origin)?.host === host;
  if (!sameOrigin) throw new AppError("cross_site");
}

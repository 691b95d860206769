import { AppError } from "@/lib/errors";

/**
 * Refuses a request that a page of another site made a browser send (CSRF).
 * Browsers say where a request comes from in Sec-Fetch-Site, older ones in Origin; programs such as curl send neither.
 * @throws AppError cross_site
 */
export function assertSameOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  const sameSite = site ? site === "same-origin" || site === "none" : !origin || URL.parse(origin)?.host === host;
  if (!sameSite) throw new AppError("cross_site");
}

/**
 * The address a request came from, for the audit log: the last entry of X-Forwarded-For, which is the one that the server or
 * the proxy nearest to it wrote; the entries before it are whatever the client claims.
 */
export function clientAddress(headers: Headers): string | null {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || null;
}

import { isIP } from "node:net";

/**
 * The address a request came from, for the audit log and for counting sign-ins. The last entry of X-Forwarded-For is who connected
 * to this server (lib/server/request-hooks.ts), the one before it whom the nearest proxy saw, and so on; what lies beyond the proxies
 * that are ours is whatever the client claims.
 * @param proxies how many proxies of ours every request passes
 * @returns null when the entry is missing or no IP address
 */
export function clientAddress(headers: Headers, proxies: number): string | null {
  const entry =
    headers
      .get("x-forwarded-for")
      ?.split(",")
      .at(-1 - proxies)
      ?.trim() ?? "";
  return isIP(entry) ? entry : null;
}

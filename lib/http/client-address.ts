import { isIP } from "node:net";

/**
 * The client's IP address, for the audit log and the sign-in limits. In X-Forwarded-For, the last entry is the peer of this server
 * (lib/server/request-hooks.ts), the one before it the peer of the nearest proxy, and so on. Entries beyond our own proxies are
 * set by the client and not trusted.
 * @param proxies number of our own proxies that every request passes through
 * @returns null if the entry is missing or not an IP address
 */
export function clientAddress(headers: Headers, proxies: number): string | null {
  const entries = headers.get("x-forwarded-for")?.split(",") ?? [];
  const address = entries.at(-1 - proxies)?.trim() ?? "";
  return isIP(address) ? address : null;
}

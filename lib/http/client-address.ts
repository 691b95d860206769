import ipaddr from "ipaddr.js";

type ProxySettings = {
  /** Number of our own proxies that every request passes through. */
  TRUSTED_PROXIES: number;
  /** The header that they write: a client may send the other one. */
  TRUSTED_PROXY_HEADER: "x-forwarded-for" | "forwarded";
};

/**
 * The client's IP address, for the audit log and the sign-in limits. In X-Forwarded-For, the last entry is the peer of this server
 * (lib/server/request-hooks.ts), the one before it the peer of the nearest proxy, and so on; in Forwarded (RFC 7239) the last is the
 * peer of the nearest proxy. Entries beyond our own proxies are set by the client and not trusted.
 * @returns the address as in RFC 5952, without a port, an IPv4-mapped one as IPv4; null if the entry is missing or not an IP address
 */
export function clientAddress(headers: Headers, settings: ProxySettings): string | null {
  const { TRUSTED_PROXIES: proxies, TRUSTED_PROXY_HEADER: header } = settings;
  const node =
    header === "forwarded" && proxies > 0
      ? forwardedFor(headers.get("forwarded") ?? "", proxies)
      : headers
          .get("x-forwarded-for")
          ?.split(",")
          .at(-1 - proxies);
  return parseNode(node?.trim() ?? "");
}

/**
 * The network that an address counts for: of IPv6 its /64, the least that a customer is given (RFC 6177; RFC 4291, 2.5.4), who may use
 * any address in it.
 * @param address as clientAddress returns it
 */
export function networkOf(address: string): string {
  return ipaddr.IPv6.isValid(address) ? `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64` : address;
}

/** Parses an address with or without a port: 192.0.2.1:51234, [2001:db8::1]:443 (RFC 7239, 6). Drops a zone (RFC 4007, 11). */
function parseNode(node: string): string | null {
  const [, host = node] = /^\[(.*)\](?::\w+)?$/.exec(node) ?? /^([\d.]+):\w+$/.exec(node) ?? [];
  const address = host.split("%", 1)[0] ?? "";
  // The four parts: ipaddr.js reads "1.2" and "0x7f.1" as addresses, too.
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return null;
  return ipaddr.process(address).toString();
}

/** The `for` parameter of an element of a Forwarded header, counted from its end: 1 is the last. */
function forwardedFor(header: string, position: number): string | undefined {
  const element = splitOutsideQuotes(header, ",").at(-position) ?? "";
  for (const parameter of splitOutsideQuotes(element, ";")) {
    const [, value] = /^\s*for\s*=\s*("(?:[^"\\]|\\.)*"|[^\s"]+)\s*$/i.exec(parameter) ?? [];
    if (value) return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
  }
}

/** Splits from the end, so that a client's unclosed quote does not reach the elements that our proxies appended to it. */
function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let end = text.length;
  let isQuoted = false;
  for (let index = end - 1; index >= 0; index--) {
    if (text[index] === '"' && !isEscaped(text, index)) isQuoted = !isQuoted;
    if (text[index] !== separator || isQuoted) continue;
    parts.unshift(text.slice(index + 1, end));
    end = index;
  }
  return [text.slice(0, end), ...parts];
}

/** Whether an odd number of backslashes precedes. */
function isEscaped(text: string, index: number): boolean {
  let start = index;
  while (text[start - 1] === "\\") start--;
  return (index - start) % 2 === 1;
}

import type { IncomingMessage } from "node:http";
import { isDecodable } from "@/lib/http/is-decodable";

/** Answers 400 with words (app/api/bad-address/route.ts). */
const badAddress = "/api/bad-address";

/** Addresses of Next's own that this app does not use; Next answers some of them with a 500 or an empty redirect. */
const unusedByNext = /^\/(_next\/(data|image)(\/|$)|_error$|_global-error$)/;

/** What can be asked for in ranges, with a precondition (docs/resume.md). */
const exportFile = /^\/api\/exports\/[^/]+\/file$/;

/**
 * Changes requests that Next answers with a bare 500, so that they get an answer of ours.
 * - An address that Next cannot decode or parse: bad percent-encoding, `*`, none of RFC 9112, 3.2. So does the method TRACE, which
 *   the Request of the Fetch standard does not accept, and an HTTP/1.1 request without Host.
 * - An absolute address, as sent to a proxy, becomes its path (RFC 9112, 3.2.2).
 * - Ranges and preconditions are ignored, as RFC 9110 allows (14.2, 13.1), but for those of an export's file: Next fails on those that a
 *   static file does not meet.
 */
export function replaceBadRequest(request: IncomingMessage): void {
  const { headers } = request;
  // Node would answer 417 without a body; RFC 9110, 10.1.1 allows to ignore it.
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== "100-continue") delete headers.expect;

  const target = URL.parse(request.url ?? "");
  if (target) request.url = target.pathname + target.search;
  const path = request.url?.split("?", 1)[0] ?? "";
  if (!exportFile.test(path)) for (const name of ["range", "if-match", "if-unmodified-since"]) delete headers[name];
  const isServed = path.startsWith("/") && isDecodable(path) && !unusedByNext.test(path);
  const hasHost = headers.host !== undefined || request.httpVersion === "1.0";
  if (isServed && hasHost && request.method !== "TRACE") return;
  headers.host ??= "";
  request.method = "GET";
  request.url = badAddress;
}

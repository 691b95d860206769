import { type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";

/** A whole response of an upstream server. */
export type UpstreamResponse = { status: number; headers: OutgoingHttpHeaders; body: Buffer };

/** Sends a request on to another server, uncompressed, and collects the response. */
export function forwardRequest(
  upstream: URL,
  { url = "/", method, headers: { "accept-encoding": _, ...headers } }: IncomingMessage,
  requestBody: Buffer,
): Promise<UpstreamResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(url, upstream), { method, headers });
    outgoing.on("error", reject).on("response", async (incoming) => {
      try {
        const body = Buffer.concat(await Array.fromAsync(incoming));
        const { "transfer-encoding": _, ...rest } = incoming.headers;
        resolve({ status: incoming.statusCode ?? 502, headers: { ...rest, "content-length": body.length }, body });
      } catch (error) {
        reject(error);
      }
    });
    outgoing.end(requestBody);
  });
}

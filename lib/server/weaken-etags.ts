import type { ServerResponse } from "node:http";

/**
 * Weakens the ETag of a response that is compressed on its way: its bytes are not those that the tag names (RFC 9110, 8.8.1), so a client
 * must not ask for a range of them by that tag. Next's compression wraps the same method later and calls this one.
 */
export function weakenEtags(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  Object.assign(response, {
    writeHead(...args: unknown[]) {
      const tag = response.getHeader("etag");
      const isStrong = typeof tag === "string" && tag.startsWith('"');
      if (isStrong && response.hasHeader("content-encoding")) response.setHeader("ETag", `W/${tag}`);
      return writeHead(...args);
    },
  });
}

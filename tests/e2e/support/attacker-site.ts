import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A server for pages of another site: the app is at 127.0.0.1, this one at localhost. Not page.route, because browsers keep pages
 * without a real origin from reaching local addresses.
 */
export async function openAttackerSite(): Promise<{ show: (body: string) => string; close: () => void }> {
  const pages: string[] = [];
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(pages[Number(request.url?.slice(1))] ?? "");
  });
  server.listen(0);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    show: (body) => `http://localhost:${port}/${pages.push(`<!doctype html><title>attack</title>${body}`) - 1}`,
    close: () => server.close(),
  };
}

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A site that is not ours, really served: the app's is 127.0.0.1, this one is localhost, which no browser takes for the same. A
 * made-up answer (page.route) would not do, because browsers keep such pages from reaching this machine at all.
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

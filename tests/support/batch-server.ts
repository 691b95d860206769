import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Handler = (url: URL, response: ServerResponse, request: IncomingMessage) => void;

/** A loopback server that answers calls of batch functions as a test says. */
export class BatchServer {
  readonly requests: { url: URL; headers: IncomingMessage["headers"] }[] = [];
  handle: Handler = (_url, response) => void response.writeHead(404).end();
  readonly #server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    this.requests.push({ url, headers: request.headers });
    this.handle(url, response, request);
  });

  /** @returns its address */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** Sends a batch as PostgREST does: the text as the body, its description in a header. */
export function sendBatch(response: ServerResponse, text: string, next: Record<string, string> | null, rows = 1): void {
  response.writeHead(200, batchHeaders(text, next, rows)).end(text);
}

/** The headers of a whole batch. */
export function batchHeaders(text: string, next: Record<string, string> | null = null, rows = 1) {
  const meta = { bytes: Buffer.byteLength(text), rows, counts: {}, next, parent_id: null };
  return { "content-type": "text/plain", "x-batch": JSON.stringify(meta) };
}

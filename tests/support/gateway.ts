import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { forwardRequest, type UpstreamResponse } from "./forward-request";

/** A request at the gateway: `forward` sends it on; `reply` answers it. */
export type Exchange = {
  request: IncomingMessage;
  body: Buffer;
  response: ServerResponse;
  forward: () => Promise<UpstreamResponse>;
  reply: (response: Partial<UpstreamResponse>) => void;
};

export type GatewayRule = (exchange: Exchange) => Promise<void> | void;

/** Sends everything on as it is. */
export const passOn: GatewayRule = async ({ forward, reply }) => reply(await forward());

/** A rule that changes responses on their way back. */
export function changeResponse(change: (response: UpstreamResponse, request: IncomingMessage) => void): GatewayRule {
  return async ({ request, forward, reply }) => {
    const response = await forward();
    change(response, request);
    reply(response);
  };
}

/** A rule for the requests whose URL matches; the others are sent on. */
export function onPath(pattern: RegExp, rule: GatewayRule): GatewayRule {
  return (exchange) => (pattern.test(exchange.request.url ?? "") ? rule(exchange) : passOn(exchange));
}

/** A gateway in front of the stack's API that a test can give rules, as Kong and Cloudflare stand in front of a hosted project's. */
export class Gateway {
  rule: GatewayRule = passOn;
  readonly #upstream: URL;
  readonly #server;

  /** @param options Node's for a server, such as the largest headers that it accepts */
  constructor(upstream: string, options: ServerOptions = {}) {
    this.#upstream = new URL(upstream);
    this.#server = createServer(options, (request, response) => void this.#handle(request, response));
  }

  /** @returns its address */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = Buffer.concat(await Array.fromAsync(request));
      const forward = () => forwardRequest(this.#upstream, request, body);
      const reply = ({ status = 200, headers = {}, body: content = Buffer.alloc(0) }: Partial<UpstreamResponse>) =>
        void response.writeHead(status, { ...headers, "content-length": content.length }).end(content);
      await this.rule({ request, body, response, forward, reply });
    } catch {
      response.destroy();
    }
  }
}

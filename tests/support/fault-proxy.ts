import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { forwardRequest, type UpstreamResponse } from "./forward-request";

type Exchange = { forward: () => Promise<UpstreamResponse>; response: ServerResponse };

const errorPage = "<!doctype html><title>Bad gateway</title><p>The upstream server did not answer.</p>";

function send(response: ServerResponse, { status, headers, body }: UpstreamResponse) {
  response.writeHead(status, headers).end(body);
}

/** What the proxy can do to a request. In the faults that call `forward`, the database receives the request; only its response is damaged. */
const faults = {
  "is late": async ({ forward, response }: Exchange) => {
    await sleep(700);
    send(response, await forward());
  },
  "is reset": async ({ response }: Exchange) => void response.socket?.resetAndDestroy(),
  "succeeds but its response is lost": async ({ forward, response }: Exchange) => {
    await forward();
    response.socket?.resetAndDestroy();
  },
  "arrives in two chunks": async ({ forward, response }: Exchange) => {
    const { status, headers, body } = await forward();
    response.writeHead(status, headers).write(body.subarray(0, body.length / 2));
    await sleep(50);
    response.end(body.subarray(body.length / 2));
  },
  "gets a 429": async ({ response }: Exchange) =>
    send(response, {
      status: 429,
      headers: { "content-type": "application/json" },
      body: Buffer.from('{"message":"x"}'),
    }),
  "gets a 500": async ({ response }: Exchange) =>
    send(response, {
      status: 500,
      headers: { "content-type": "application/json" },
      body: Buffer.from('{"message":"x"}'),
    }),
  "gets a 502": async ({ response }: Exchange) =>
    send(response, { status: 502, headers: { "content-type": "text/html" }, body: Buffer.from(errorPage) }),
  "gets a 503": async ({ response }: Exchange) => send(response, { status: 503, headers: {}, body: Buffer.alloc(0) }),
  // PostgREST 14: while it has no schema cache, and while it has an older one.
  "gets a PGRST002": async ({ response }: Exchange) =>
    send(response, {
      status: 503,
      headers: { "content-type": "application/json", "retry-after": "8" },
      body: Buffer.from(
        '{"code":"PGRST002","details":null,"hint":null,"message":"Could not query the database for the schema cache. Retrying."}',
      ),
    }),
  "gets a PGRST202": async ({ response }: Exchange) =>
    send(response, {
      status: 404,
      headers: { "content-type": "application/json" },
      body: Buffer.from(
        '{"code":"PGRST202","details":"Searched for the function","hint":null,"message":"Could not find the function in the schema cache"}',
      ),
    }),
  // Kong, while it has no route to PostgREST.
  "gets a 404 of the gateway": async ({ response }: Exchange) =>
    send(response, {
      status: 404,
      headers: { "content-type": "application/json" },
      body: Buffer.from('{"message":"no Route matched with those values"}'),
    }),
  "is cut off": async ({ forward, response }: Exchange) => {
    const { status, headers, body } = await forward();
    response.writeHead(status, headers);
    response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy());
  },
  "is truncated but ends cleanly": async ({ forward, response }: Exchange) => {
    const { status, headers, body } = await forward();
    const { "content-length": _, ...rest } = headers;
    send(response, { status, headers: rest, body: body.subarray(0, body.length / 2) });
  },
  "gets an unrelated HTML page": async ({ forward, response }: Exchange) => {
    await forward();
    send(response, { status: 200, headers: { "content-type": "text/html" }, body: Buffer.from(errorPage) });
  },
  "gets unrelated JSON": async ({ forward, response }: Exchange) => {
    const { headers } = await forward();
    const { "content-length": _, ...rest } = headers;
    send(response, { status: 200, headers: rest, body: Buffer.from('{"message":"hello"}') });
  },
};

export type Fault = keyof typeof faults;
export const everyFault = Object.keys(faults) as Fault[];
/** Faults that leave the response intact, however often they happen. */
export const harmlessFaults: readonly Fault[] = ["is late", "arrives in two chunks"];

/** Which requests of an export get a fault: those of the functions whose name matches, `times` of them, from number `first` on. */
export type Plan = { fault: Fault; calls: RegExp; first: number; times: number };

/** An HTTP proxy between the app and Supabase that forwards everything except the requests it injects faults into. */
export class FaultProxy {
  /** How many batches were asked for through it. */
  batchReads = 0;
  readonly #plans = new Map<string, Plan>();
  readonly #calls = new Map<string, string[]>();
  readonly #injected = new Map<string, number>();
  /** Export ids by the hash of their token: only the call that opens an export has both. */
  readonly #exportIds = new Map<string, string>();
  readonly #upstream: URL;
  readonly #server = createServer((incoming, response) => void this.#handle(incoming, response));

  constructor(upstream: string) {
    this.#upstream = new URL(upstream);
  }

  /** @returns its address */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Injects a fault into the requests of an export from now on. */
  inject(id: string, plan: Plan) {
    this.#plans.set(id, plan);
  }

  /** The functions that an export has called so far, in order. */
  callsOf(id: string): string[] {
    return this.#calls.get(id) ?? [];
  }

  /** How many of its calls got a fault. */
  injectedOf(id: string): number {
    return this.#injected.get(id) ?? 0;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handle(incoming: IncomingMessage, response: ServerResponse) {
    const body = Buffer.concat(await Array.fromAsync(incoming));
    const exchange = { forward: () => forwardRequest(this.#upstream, incoming, body), response };
    try {
      const fault = this.#faultFor(incoming, body);
      if (fault) await faults[fault](exchange);
      else send(response, await exchange.forward());
    } catch {
      response.destroy();
    }
  }

  #faultFor({ url = "", headers }: IncomingMessage, body: Buffer): Fault | undefined {
    const name = /\/rpc\/(\w+)/.exec(url)?.[1];
    if (name?.startsWith("export_")) this.batchReads++;
    const id = this.#exportIdOf(headers["x-export-token"], body.toString());
    if (!name || !id) return;
    const calls = [...this.callsOf(id), name];
    this.#calls.set(id, calls);
    const plan = this.#plans.get(id);
    if (!plan?.calls.test(name)) return;
    const call = calls.filter((other) => plan.calls.test(other)).length;
    if (call < plan.first || call >= plan.first + plan.times) return;
    this.#injected.set(id, this.injectedOf(id) + 1);
    return plan.fault;
  }

  #exportIdOf(token: string | string[] | undefined, body: string): string | undefined {
    if (token) return this.#exportIds.get(createHash("sha256").update(String(token)).digest("hex"));
    const [, id] = /"export_id":"([^"]+)"/.exec(body) ?? [];
    const [, hash] = /"token_hash":"([^"]+)"/.exec(body) ?? [];
    if (id && hash) this.#exportIds.set(hash, id);
    return id;
  }
}

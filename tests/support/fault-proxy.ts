import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

type Answer = { status: number; headers: OutgoingHttpHeaders; body: Buffer };
type Exchange = { ask: () => Promise<Answer>; response: ServerResponse };

const page = "<!doctype html><title>Bad gateway</title><p>The upstream server did not answer.</p>";

function send(response: ServerResponse, { status, headers, body }: Answer) {
  response.writeHead(status, headers).end(body);
}

/** What can happen to a request on its way. "Lost" and "cut" let the database do its work; the answer is what suffers. */
const faults = {
  "is late": async ({ ask, response }: Exchange) => {
    await sleep(700);
    send(response, await ask());
  },
  "is reset": async ({ response }: Exchange) => void response.socket?.resetAndDestroy(),
  "is done and its answer lost": async ({ ask, response }: Exchange) => {
    await ask();
    response.socket?.resetAndDestroy();
  },
  "comes in two pieces": async ({ ask, response }: Exchange) => {
    const { status, headers, body } = await ask();
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
    send(response, { status: 502, headers: { "content-type": "text/html" }, body: Buffer.from(page) }),
  "gets a 503": async ({ response }: Exchange) => send(response, { status: 503, headers: {}, body: Buffer.alloc(0) }),
  "is cut": async ({ ask, response }: Exchange) => {
    const { status, headers, body } = await ask();
    response.writeHead(status, headers);
    response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy());
  },
  "is cut and ends neatly": async ({ ask, response }: Exchange) => {
    const { status, headers, body } = await ask();
    const { "content-length": _, ...rest } = headers;
    send(response, { status, headers: rest, body: body.subarray(0, body.length / 2) });
  },
  "gets somebody's page": async ({ ask, response }: Exchange) => {
    await ask();
    send(response, { status: 200, headers: { "content-type": "text/html" }, body: Buffer.from(page) });
  },
  "gets other JSON": async ({ ask, response }: Exchange) => {
    const { headers } = await ask();
    const { "content-length": _, ...rest } = headers;
    send(response, { status: 200, headers: rest, body: Buffer.from('{"message":"hello"}') });
  },
};

export type Fault = keyof typeof faults;
export const everyFault = Object.keys(faults) as Fault[];
/** Those that leave the answer whole, however often they happen. */
export const harmlessFaults: readonly Fault[] = ["is late", "comes in two pieces"];

/** Which requests suffer: calls of functions whose name matches, from the first-th of a run on, so many of them. */
export type Plan = { fault: Fault; calls: RegExp; first: number; times: number };

/** Stands between the app and Supabase and hands everything on, but for what it was told to spoil. */
export class FaultProxy {
  readonly #plans = new Map<string, Plan>();
  readonly #calls = new Map<string, string[]>();
  readonly #spoiled = new Map<string, number>();
  /** The run of each ticket, by the ticket's hash: only the call that opens a run names both. */
  readonly #runs = new Map<string, string>();
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

  /** @param run whose requests suffer from now on */
  spoil(run: string, plan: Plan) {
    this.#plans.set(run, plan);
  }

  /** The functions that a run called so far, in order. */
  callsOf(run: string): string[] {
    return this.#calls.get(run) ?? [];
  }

  /** How many of its calls were spoiled. */
  spoiledOf(run: string): number {
    return this.#spoiled.get(run) ?? 0;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handle(incoming: IncomingMessage, response: ServerResponse) {
    const body = Buffer.concat(await Array.fromAsync(incoming));
    const exchange = { ask: () => this.#ask(incoming, body), response };
    try {
      const fault = this.#faultFor(incoming, body);
      if (fault) await faults[fault](exchange);
      else send(response, await exchange.ask());
    } catch {
      response.destroy();
    }
  }

  #faultFor({ url = "", headers }: IncomingMessage, body: Buffer): Fault | undefined {
    const name = /\/rpc\/(\w+)/.exec(url)?.[1];
    const run = this.#runOf(headers["x-export-token"], body.toString());
    if (!name || !run) return;
    const calls = [...this.callsOf(run), name];
    this.#calls.set(run, calls);
    const plan = this.#plans.get(run);
    if (!plan?.calls.test(name)) return;
    const call = calls.filter((other) => plan.calls.test(other)).length;
    if (call < plan.first || call >= plan.first + plan.times) return;
    this.#spoiled.set(run, this.spoiledOf(run) + 1);
    return plan.fault;
  }

  #runOf(ticket: string | string[] | undefined, body: string): string | undefined {
    if (ticket) return this.#runs.get(createHash("sha256").update(String(ticket)).digest("hex"));
    const [, run] = /"export_id":"([^"]+)"/.exec(body) ?? [];
    const [, hash] = /"token_hash":"([^"]+)"/.exec(body) ?? [];
    if (run && hash) this.#runs.set(hash, run);
    return run;
  }

  #ask(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { "accept-encoding": _, ...headers } = incoming.headers;
      const asked = request(new URL(incoming.url ?? "/", this.#upstream), { method: incoming.method, headers });
      asked.on("error", reject).on("response", async (answer) => {
        try {
          const whole = Buffer.concat(await Array.fromAsync(answer));
          const { "transfer-encoding": _, ...rest } = answer.headers;
          resolve({
            status: answer.statusCode ?? 502,
            headers: { ...rest, "content-length": whole.length },
            body: whole,
          });
        } catch (error) {
          reject(error);
        }
      });
      asked.end(body);
    });
  }
}

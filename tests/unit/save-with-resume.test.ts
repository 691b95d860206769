import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type Sink, saveWithResume } from "@/lib/http/save-with-resume";

const file = Buffer.from(Array.from({ length: 100_000 }, (_, n) => n % 251));
const server = createServer();
afterEach(() => {
  server.removeAllListeners("request");
  server.closeAllConnections();
  server.close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Sends so many bytes from where the request asks, and then cuts the connection. */
const cutAfter =
  (bytes: number, tag = '"a"'): Answer =>
  (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, { etag: tag });
    response.write(file.subarray(from, from + bytes), () => setTimeout(() => request.socket.destroy(), 5));
  };
const rest: Answer = (request, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  response.writeHead(from > 0 ? 206 : 200, { etag: '"a"' }).end(file.subarray(from));
};
const refuse =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, headers).end(JSON.stringify({ error: { code: "x", message: "In words." } }));

/** Saves a file from a server that gives these answers, in order. */
async function save(...answers: Answer[]) {
  const requests: unknown[] = [];
  server.on("request", (request, response) => {
    requests.push([request.headers.range, request.headers["if-range"]]);
    answers.shift()?.(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  let saved = Buffer.alloc(0);
  const sink: Sink = {
    write: async (bytes) => {
      saved = Buffer.concat([saved, bytes]);
    },
    truncate: async (size) => {
      saved = saved.subarray(0, size);
    },
  };
  const waits: number[] = [];
  const error = await saveWithResume(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, sink, {
    signal: new AbortController().signal,
    onBytes: () => undefined,
    onWait: (milliseconds) => waits.push(milliseconds),
    wait: async () => undefined,
  }).catch((reason: Error) => reason.message);
  return { saved, requests, waits, error, isWhole: saved.equals(file) };
}

test("a file that is cut off twice goes on with the byte after", async () => {
  const { requests, waits, isWhole } = await save(cutAfter(30_000), cutAfter(20_000), rest);
  expect(isWhole).toBe(true);
  expect(requests).toEqual([
    [undefined, undefined],
    ["bytes=30000-", '"a"'],
    ["bytes=50000-", '"a"'],
  ]);
  expect(waits).toEqual([1_000, 1_000]);
});

test("the waits grow while nothing arrives, and are as long as the server asks", async () => {
  const cut: Answer = (request) => request.socket.destroy();
  const busy = refuse(409, { "retry-after": "7" });
  const { waits, isWhole } = await save(cutAfter(10), cut, refuse(503), cut, busy, refuse(502), rest);
  expect(isWhole).toBe(true);
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 7_000, 16_000]);
});

test("a file that has changed is saved from its start", async () => {
  const changed: Answer = (_request, response) => response.writeHead(200, { etag: '"b"' }).end("other");
  expect((await save(cutAfter(30_000), changed)).saved.toString()).toBe("other");
});

test("a file whose end did not arrive is whole when the server says so", async () => {
  const complete = refuse(416, { "content-range": `bytes */${file.length}` });
  expect((await save(cutAfter(file.length), complete)).isWhole).toBe(true);
});

test("a refusal ends it, in the server's words", async () => {
  const { error, requests } = await save(cutAfter(30_000), refuse(403));
  expect([error, requests.length]).toEqual(["In words.", 2]);
});

import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { batchText, fetchBatch, fetchBatches } from "@/lib/exports/source/fetch-batches";
import { makePrivateKey } from "@/lib/receipts/key-format";
import { BatchServer, batchHeaders, sendBatch } from "../support/batch-server";
import { takeConsoleErrors } from "../support/fail-on-console-error";

const server = new BatchServer();
let url: string;
beforeAll(async () => {
  url = await server.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  vi.stubEnv("SUPABASE_URL", url);
  vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", "sb_publishable_test");
  vi.stubEnv("EXPORT_SIGNING_KEY", makePrivateKey());
  server.requests.length = 0;
});
afterEach(() => void vi.unstubAllEnvs());

const signal = () => new AbortController().signal;
const fetchOne = (options: { signal?: AbortSignal; timeoutMs?: number } = {}) =>
  fetchBatch("token", "export_contacts", {}, { signal: signal(), ...options });

describe("fetchBatches", () => {
  it("reads batch after batch with the cursor of the one before, and stops after the last", async () => {
    server.handle = ({ searchParams }, response) => {
      const after = Number(searchParams.get("after_id") ?? 0);
      sendBatch(response, `(${after + 1},"Zoë €")`, after < 2 ? { after_id: String(after + 1) } : null);
    };
    const args = { until_id: "9" };
    const batches = await Array.fromAsync(fetchBatches("secret", "export_contacts", args, signal()));
    expect(batches.map(batchText)).toEqual(['(1,"Zoë €")', '(2,"Zoë €")', '(3,"Zoë €")']);
    expect(server.requests.map(({ url }) => url.pathname + url.search)).toEqual([
      "/rest/v1/rpc/export_contacts?until_id=9",
      "/rest/v1/rpc/export_contacts?until_id=9&after_id=1",
      "/rest/v1/rpc/export_contacts?until_id=9&after_id=2",
    ]);
  });

  it("sends the export token and the publishable key, and asks for plain text", async () => {
    server.handle = (_url, response) => sendBatch(response, "", null, 0);
    await Array.fromAsync(fetchBatches("secret", "export_contacts", {}, signal()));
    expect(server.requests[0]?.headers).toMatchObject({
      "x-export-token": "secret",
      apikey: "sb_publishable_test",
      authorization: "Bearer sb_publishable_test",
      accept: "text/plain",
    });
  });

  it("reads a batch again when it was cut off", async () => {
    let calls = 0;
    server.handle = (_url, response) => {
      if (++calls === 1) cutOff(response, "a whole batch");
      else sendBatch(response, "a whole batch", null);
    };
    const batches = await Array.fromAsync(fetchBatches("secret", "export_contacts", {}, signal()));
    expect(batches.map(batchText)).toEqual(["a whole batch"]);
    expect(calls).toBe(2);
    expect(takeConsoleErrors()).toEqual([expect.stringContaining("export_contacts")]);
  });
});

/** Sends half of a batch and resets the connection. */
function cutOff(response: ServerResponse, text: string): void {
  response.writeHead(200, batchHeaders(text)).write(text.slice(0, text.length / 2), () => response.socket?.destroy());
}

describe("fetchBatch", () => {
  const whole = "a whole batch";
  it.each<[string, (response: ServerResponse) => void]>([
    ["is cut off", (response) => cutOff(response, whole)],
    ["is truncated but ends cleanly", (response) => response.writeHead(200, batchHeaders(whole)).end("a whole")],
    ["has more bytes than its header says", (response) => response.writeHead(200, batchHeaders("a")).end(whole)],
    ["has no description", (response) => response.writeHead(200, { "content-type": "text/plain" }).end(whole)],
    ["has a malformed description", (response) => response.writeHead(200, { "x-batch": "{}" }).end(whole)],
    ["is an unrelated HTML page", (response) => response.writeHead(200).end("<!doctype html><title>Hello</title>")],
    ["is an HTML error page", (response) => response.writeHead(502).end("<!doctype html><title>Bad gateway</title>")],
    ["is an empty 503", (response) => response.writeHead(503).end()],
    ["is not sent at all", (response) => response.socket?.destroy()],
  ])("throws unavailable when the response %s", async (_name, respond) => {
    server.handle = (_url, response) => respond(response);
    await expect(fetchOne()).rejects.toMatchObject({ code: "unavailable" });
  });

  it.each([
    [403, "42501", "forbidden"],
    [409, "PT409", "already_ended"],
    [410, "PT410", "expired"],
    [500, "57014", "unavailable"],
  ])("turns a %i with code %s into %s", async (status, code, expected) => {
    server.handle = (_url, response) =>
      void response.writeHead(status).end(JSON.stringify({ code, message: "refused" }));
    await expect(fetchOne()).rejects.toMatchObject({ code: expected });
  });

  it("throws unavailable when the response does not begin within the time limit", async () => {
    server.handle = () => {};
    await expect(fetchOne({ timeoutMs: 50 })).rejects.toMatchObject({ code: "unavailable" });
  });

  it("throws unavailable, and no uncaught exception, when the response stops after it has begun", async () => {
    server.handle = (_url, response) => void response.writeHead(200, batchHeaders(whole)).write("a");
    await expect(fetchOne({ timeoutMs: 50 })).rejects.toMatchObject({ code: "unavailable" });
    // An uncaught exception fails the test run; give one the time to surface.
    await new Promise((resolve) => setImmediate(resolve));
  });

  it("rejects when its signal aborts while the response is under way", async () => {
    const controller = new AbortController();
    server.handle = (_url, response) => {
      response.writeHead(200, batchHeaders(whole)).write("a", () => controller.abort(new Error("cancelled")));
    };
    await expect(fetchOne({ signal: controller.signal })).rejects.toThrow();
  });
});

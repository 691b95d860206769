import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fetchWithTimeout, withTimeout } from "@/lib/supabase/with-timeout";

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer(({ url: path = "/" }, response) => {
    if (path === "/nothing") response.writeHead(204).end();
    if (path === "/refused") response.writeHead(403, { "X-Why": "a test" }).end("no");
    if (path === "/half") response.write("half of it, and then");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.closeAllConnections());

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

it("withTimeout aborts work after its limit and not before", async () => {
  const until = (signal: AbortSignal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  await expect(withTimeout(50, until)).rejects.toThrow("The operation timed out.");
  expect(await withTimeout(60_000, async (limit) => limit.aborted)).toBe(false);
});

it("fetchWithTimeout returns the response as it was sent and leaves no timer running", async () => {
  const before = timers();
  const refused = await fetchWithTimeout(60_000)(`${url}/refused`);
  expect([refused.status, refused.headers.get("x-why"), await refused.text()]).toEqual([403, "a test", "no"]);
  expect((await fetchWithTimeout(60_000)(`${url}/nothing`)).status).toBe(204);
  expect(timers()).toBeLessThanOrEqual(before);
});

it("fetchWithTimeout limits the time for the body, too", async () => {
  await expect(fetchWithTimeout(200)(`${url}/half`)).rejects.toThrow("The operation timed out.");
});

it("fetchWithTimeout aborts when the caller's signal aborts", async () => {
  const controller = new AbortController();
  const response = fetchWithTimeout(60_000)(`${url}/half`, { signal: controller.signal });
  controller.abort(new Error("not wanted any more"));
  await expect(response).rejects.toThrow("not wanted any more");
});

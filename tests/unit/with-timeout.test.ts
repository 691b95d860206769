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

it("work that takes too long is given up, and not a moment before", async () => {
  const until = (signal: AbortSignal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  await expect(withTimeout(50, until)).rejects.toThrow("The operation timed out.");
  expect(await withTimeout(60_000, async (limit) => limit.aborted)).toBe(false);
});

it("an answer is as it was sent, and leaves no timer behind", async () => {
  const before = timers();
  const refused = await fetchWithTimeout(60_000)(`${url}/refused`);
  expect([refused.status, refused.headers.get("x-why"), await refused.text()]).toEqual([403, "a test", "no"]);
  expect((await fetchWithTimeout(60_000)(`${url}/nothing`)).status).toBe(204);
  expect(timers()).toBeLessThanOrEqual(before);
});

it("the limit is for the body, too", async () => {
  await expect(fetchWithTimeout(200)(`${url}/half`)).rejects.toThrow("The operation timed out.");
});

it("whoever asks may give up earlier", async () => {
  const asked = new AbortController();
  const answer = fetchWithTimeout(60_000)(`${url}/half`, { signal: asked.signal });
  asked.abort(new Error("not wanted any more"));
  await expect(answer).rejects.toThrow("not wanted any more");
});

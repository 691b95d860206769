import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Stack } from "./embedded/stack.ts";

/**
 * Lets tests, which run in processes of their own, take parts of the stack away: POST /postgres restarts Postgres, POST /api kills the
 * API, which the stack starts again as soon as it can.
 * @returns its address; it answers when the part has been restarted or killed
 */
export async function startStackControl(stack: Stack): Promise<string> {
  const actions: Record<string, () => Promise<void> | void> = {
    "/api": () => stack.killApi(),
    "/postgres": async () => {
      await stack.stopPostgres();
      await stack.startPostgres();
    },
  };
  const server = createServer(async ({ url = "" }, response) => {
    try {
      await actions[url]?.();
      response.writeHead(actions[url] ? 204 : 404).end();
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

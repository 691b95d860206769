import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";
import { setSocketIdleTimeout } from "@/lib/server/socket-idle-timeout";

it("a client that stopped reading loses its connection, and the server hears of it", async () => {
  setSocketIdleTimeout(300);
  const closed = Promise.withResolvers<void>();
  const server = createServer((_request, response) => {
    // Far more than sockets buffer.
    response.on("close", closed.resolve).end(Buffer.alloc(50_000_000));
  }).listen(0);
  const client = connect((server.address() as AddressInfo).port).pause();
  client.on("error", () => {}).write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await closed.promise;
  server.close();
  client.destroy();
  await once(client, "close");
  expect(client.bytesRead).toBeLessThan(50_000_000);
});

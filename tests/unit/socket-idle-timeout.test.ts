import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";
import { setSocketIdleTimeout } from "@/lib/server/socket-idle-timeout";

it("the idle timeout closes the connection of a client that stops reading, and the response emits close", async () => {
  setSocketIdleTimeout(300);
  const closed = Promise.withResolvers<void>();
  const server = createServer((_request, response) => {
    // More than the socket buffers hold.
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

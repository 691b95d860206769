import { connect, createServer, type Socket } from "node:net";
import getPort from "get-port";

/** A proxy of TCP connections to an app server that cuts each of them after some bytes of the response. */
export type CuttingProxy = {
  url: string;
  /** How many bytes the next connections pass on, headers included. @returns infinity to cut nothing */
  cutAfter: () => number;
  stop(): Promise<void>;
};

export async function startCuttingProxy(appUrl: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(appUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const app = connect(Number(port), hostname);
    for (const socket of [client, app]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
    let left = proxy.cutAfter();
    client.pipe(app);
    app.on("data", (bytes) => {
      if (left <= 0) return;
      const isCut = bytes.length >= left;
      // A reset, because wget takes the end of a connection in the middle of a chunk for the end of the file.
      client.write(bytes.subarray(0, left), () => isCut && client.resetAndDestroy());
      left -= bytes.length;
      if (isCut) app.destroy();
    });
    app.on("end", () => client.end());
    client.on("close", () => app.destroy());
  });
  const ownPort = await getPort();
  const proxy: CuttingProxy = {
    url: `http://127.0.0.1:${ownPort}`,
    cutAfter: () => Number.POSITIVE_INFINITY,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(ownPort, "127.0.0.1", resolve));
  return proxy;
}

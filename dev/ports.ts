import { type AddressInfo, createServer } from "node:net";
import { UserError } from "./user-error.ts";

/** A port that nothing listens on at the moment. */
export async function freePort(): Promise<number> {
  const { port } = await listen(0, "127.0.0.1");
  return port;
}

/**
 * Makes sure that ports can be listened on.
 * @param ports the port to use by the name of the variable that sets it
 * @throws UserError naming the first that is taken
 */
export async function requireFreePorts(ports: Record<string, number>): Promise<void> {
  for (const [variable, port] of Object.entries(ports)) {
    // Both, because a server may listen on one address or on all of them.
    for (const host of ["127.0.0.1", "::"]) {
      try {
        await listen(port, host);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (code === "EADDRINUSE")
          throw new UserError(`Port ${port} is in use. Choose another one with ${variable}=<port>.`);
        if (code === "EACCES")
          throw new UserError(`Port ${port} is not allowed. Choose another one with ${variable}=<port>.`);
        // A machine without IPv6 has no "::".
        if (host === "127.0.0.1") throw error;
      }
    }
  }
}

function listen(port: number, host: string) {
  return new Promise<AddressInfo>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port, host }, () => {
      const address = server.address() as AddressInfo;
      server.close(() => resolve(address));
    });
  });
}

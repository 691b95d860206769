import getPort from "get-port";
import { UserError } from "./user-error.ts";

/**
 * Checks that nothing listens on these ports, on any address of this machine.
 * @param ports the port by the name of the variable that sets it
 * @throws UserError naming the first port that cannot be used
 */
export async function requireFreePorts(ports: Record<string, number>): Promise<void> {
  for (const [variable, port] of Object.entries(ports)) {
    // get-port returns another port if this one cannot be listened on; below 1024 the reason may be missing rights.
    if ((await getPort({ port })) === port) continue;
    const reason = port < 1024 ? "is in use or needs more rights" : "is in use";
    throw new UserError(`Port ${port} ${reason}. Choose another one with ${variable}=<port>.`);
  }
}

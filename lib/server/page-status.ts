import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";

// Global, because the server's hooks and the pages are in different bundles.
const shared = globalThis as { hydraResponses?: AsyncLocalStorage<ServerResponse> };
shared.hydraResponses ??= new AsyncLocalStorage<ServerResponse>();

/** The response to the current request; set by replaceEmptyErrors. */
export const currentResponse = shared.hydraResponses;

/**
 * Sets the status of the page that is being rendered; Next itself has no way to.
 * @returns false if that is not possible: the server's hooks are not installed, the head has been sent, or scripts fetch the page
 */
export function setPageStatus(status: number): boolean {
  const response = currentResponse.getStore();
  if (!response || response.headersSent || response.req.headers.rsc !== undefined) return false;
  response.statusCode = status;
  return true;
}

import { responseMessage, unreachable } from "./response-message";

/**
 * Sends a request without a body.
 * @returns what went wrong, in words for people; null when nothing did
 */
export async function post(address: string): Promise<string | null> {
  try {
    const response = await fetch(address, { method: "POST", headers: { Accept: "application/json" } });
    return response.ok ? null : await responseMessage(response);
  } catch {
    return unreachable;
  }
}

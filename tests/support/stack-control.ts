import { stack } from "./stack";

/**
 * Restarts the stack's Postgres, or kills its API, which is then started again.
 * @throws where the stack is not the runner's own: skip such tests unless stack.controlUrl is set
 */
export async function controlStack(part: "postgres" | "api"): Promise<void> {
  const response = await fetch(`${stack.controlUrl}/${part}`, { method: "POST" });
  if (!response.ok) throw new Error(`The stack's ${part} was not restarted: ${await response.text()}`);
}

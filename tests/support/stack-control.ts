import { stack } from "./stack";
import { waitUntil } from "./wait-until";

/**
 * Restarts the stack's Postgres, or kills its API, which is then started again.
 * @throws where the stack is not the runner's own: skip such tests unless stack.controlUrl is set
 */
export async function controlStack(part: "postgres" | "api"): Promise<void> {
  const response = await fetch(`${stack.controlUrl}/${part}`, { method: "POST" });
  if (!response.ok) throw new Error(`The stack's ${part} was not restarted: ${await response.text()}`);
}

/** Waits until both parts of the API answer from the database. */
export async function waitForApi(): Promise<void> {
  const headers = { apikey: stack.publishableKey };
  await waitUntil("the API answers from the database", async () => {
    const answers = ["/auth/v1/health", "/rest/v1/tenants?select=id&limit=1"].map((path) =>
      fetch(`${stack.supabaseUrl}${path}`, { headers }).then(({ status }) => status < 500),
    );
    return (await Promise.all(answers).catch(() => [false])).every(Boolean);
  });
}

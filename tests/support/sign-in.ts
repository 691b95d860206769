import { createServerClient } from "@supabase/ssr";
import { stack } from "./stack";

/**
 * Signs in as a person's browser would.
 * @returns the Cookie header that the browser would send from then on
 */
export async function signIn(email: string, password = "hydra-demo"): Promise<string> {
  const jar = new Map<string, string>();
  const client = createServerClient(stack.supabaseUrl, stack.publishableKey, {
    cookies: {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (changed) => {
        for (const { name, value } of changed) jar.set(name, value);
      },
    },
  });
  const { error } = await client.auth.signInWithPassword({ email, password });
  if (error) throw error;
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

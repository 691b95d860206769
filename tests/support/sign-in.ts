import { createServerClient } from "@supabase/ssr";

/**
 * Signs in as a person's browser would and returns the Cookie header that it would send from then on.
 * @param supabase where the stack answers, and its publishable key
 */
export async function signIn(
  supabase: { url: string; publishableKey: string },
  email: string,
  password = "hydra-demo",
): Promise<string> {
  const jar = new Map<string, string>();
  const client = createServerClient(supabase.url, supabase.publishableKey, {
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

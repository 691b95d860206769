import "server-only";
import { type CookieMethodsServer, createServerClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import { cookies, headers } from "next/headers";
import { env } from "@/lib/env";
import type { Database } from "./database.types";
import { fetchWithTimeout } from "./with-timeout";

/** Hidden from scripts, and sent cross-site only with top-level navigation. */
const cookieOptions = { httpOnly: true, sameSite: "lax", path: "/" } as const;

/** Whether the browser uses HTTPS. Next sets x-forwarded-proto if no proxy did. */
export function isHttps(headers: Headers): boolean {
  return headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
}

/**
 * A Supabase client that acts as the user whose session is in the cookies.
 * @param secure whether to set cookies with the Secure attribute
 */
export function clientFromCookies(methods: CookieMethodsServer, secure: boolean): SupabaseClient<Database> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createServerClient<Database>(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    cookies: methods,
    cookieOptions: { ...cookieOptions, secure },
    global: { fetch: fetchWithTimeout(10_000) },
  });
}

/**
 * The client for pages, server actions and route handlers. An expired session was refreshed before, in proxy.ts.
 */
export async function sessionClient(): Promise<SupabaseClient<Database>> {
  const store = await cookies();
  return clientFromCookies(
    {
      getAll: () => store.getAll(),
      setAll: (changed) => {
        try {
          for (const { name, value, options } of changed) store.set(name, value, options);
        } catch {
          // Next throws while a page renders; pages cannot set cookies and do not need to.
        }
      },
    },
    isHttps(await headers()),
  );
}

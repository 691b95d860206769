import "server-only";
import { type CookieMethodsServer, createServerClient } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";
import { cookies, headers } from "next/headers";
import { env } from "@/lib/env";
import type { Database } from "./database.types";
import { fetchWithTimeout } from "./with-timeout";

/** Where the session lives: out of reach of scripts, sent along on same-site navigation only. */
const sessionCookie = { httpOnly: true, sameSite: "lax", path: "/" } as const;

/** Whether the browser talks HTTPS; Next fills the header in where no proxy has. */
export function isHttps(headers: Headers): boolean {
  return headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
}

/** A Supabase client that acts as the person whose session the cookies hold. */
export function clientFromCookies(methods: CookieMethodsServer, secure: boolean): SupabaseClient<Database> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createServerClient<Database>(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    cookies: methods,
    cookieOptions: { ...sessionCookie, secure },
    global: { fetch: fetchWithTimeout(10_000) },
  });
}

/**
 * The same for pages, actions and route handlers.
 * Pages cannot set cookies; a session that needs refreshing was refreshed by proxy.ts before them.
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
          // Thrown by Next while a page renders: nothing to set there.
        }
      },
    },
    isHttps(await headers()),
  );
}

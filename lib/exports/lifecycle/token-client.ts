import "server-only";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { env } from "@/lib/env";
import type { Database } from "@/lib/supabase/database.types";
import { fetchWithTimeout } from "@/lib/supabase/with-timeout";

export type TokenClient = SupabaseClient<Database>;

/**
 * A Supabase client with the rights of one running export and no others.
 * @param token the export's secret; the database stores its SHA-256
 */
export function createTokenClient(token: string): TokenClient {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createClient<Database>(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    // A little more than the statement timeout of the function that counts rows; the other functions answer at once.
    global: { headers: { "x-export-token": token }, fetch: fetchWithTimeout(130_000) },
  });
}

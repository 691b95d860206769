import "server-only";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { env } from "@/lib/env";
import type { Database } from "@/lib/supabase/database.types";
import { fetchWithTimeout } from "@/lib/supabase/with-timeout";

export type TokenClient = SupabaseClient<Database>;

/**
 * A Supabase client that acts as one running export and as nobody else.
 * @param ticket the run's secret; the database knows its SHA-256 and lets it read what the run may read
 */
export function createTokenClient(ticket: string): TokenClient {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createClient<Database>(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    // A little more than the statement timeout of the function that counts rows; the others answer at once.
    global: { headers: { "x-export-token": ticket }, fetch: fetchWithTimeout(130_000) },
  });
}

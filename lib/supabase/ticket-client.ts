import "server-only";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { env } from "@/lib/env";
import type { Database } from "./database.types";
import { fetchWithin } from "./within";

export type TicketClient = SupabaseClient<Database>;

/**
 * A Supabase client that acts as one running export and as nobody else.
 * @param ticket the run's secret; the database knows its SHA-256 and lets it read what the run may read
 */
export function ticketClient(ticket: string): TicketClient {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createClient<Database>(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    // A little more than the statement timeout of the function that counts rows; the others answer at once.
    global: { headers: { "x-export-ticket": ticket }, fetch: fetchWithin(130_000) },
  });
}

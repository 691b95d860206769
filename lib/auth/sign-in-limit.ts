import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { fetchWithTimeout } from "@/lib/supabase/with-timeout";

/** Without a configured one each server counts for itself, and anew after a restart. */
const ownSecret = randomBytes(32);

/** Whose attempts count together, as keys that nobody without the app's secret can make. */
type Keys = { account_and_ip: string; account: string; ip: string };

function keysOf(email: string, address: string | null): Keys {
  const secret = env().SIGN_IN_SECRET ?? ownSecret;
  const key = (...parts: string[]) => createHmac("sha256", secret).update(JSON.stringify(parts)).digest("hex");
  // Supabase Auth compares e-mails in lower case.
  const account = email.toLowerCase();
  const from = address ?? "unknown";
  return { account_and_ip: key("pair", account, from), account: key("account", account), ip: key("address", from) };
}

/** Nobody has signed in yet, and whoever has may be another person than the form is about. */
function anonymousClient() {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createClient<Database>(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: fetchWithTimeout(10_000) },
  });
}

/**
 * Counts an attempt to sign in before it is made, so that many at the same time cannot slip through (OWASP Authentication Cheat
 * Sheet, Login Throttling). The limits are in supabase/migrations, private.reserve_sign_in_attempt.
 * @param address where it comes from, null when that is not known
 * @returns what to call when it succeeded, so that only failures stay counted; or the seconds to wait
 * @throws AppError unavailable
 */
export async function reserveSignInAttempt(
  email: string,
  address: string | null,
): Promise<{ wait: number } | { wait: 0; succeeded: () => Promise<void> }> {
  const client = anonymousClient();
  const keys = keysOf(email, address);
  const { data, error, status } = await client.rpc("reserve_sign_in_attempt", keys);
  if (error) throw databaseError(error, status);
  if (typeof data !== "number") throw new AppError("internal");
  if (data > 0) return { wait: data };
  return {
    wait: 0,
    async succeeded() {
      // Should it not be heard, one success counts as a failure for a quarter of an hour.
      await client.rpc("release_sign_in_attempt", keys);
    },
  };
}

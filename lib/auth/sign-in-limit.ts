import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { networkOf } from "@/lib/http/client-address";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { fetchWithTimeout } from "@/lib/supabase/with-timeout";

/** Without SIGN_IN_SECRET each server counts for itself, from zero after a restart. */
const processSecret = randomBytes(32);

/** The keys that attempts are counted under: HMACs, so that only the app can make them and the database stores no e-mail. */
function attemptKeys(email: string, ip: string | null) {
  const secret = env().SIGN_IN_SECRET ?? processSecret;
  const hmac = (...parts: string[]) => createHmac("sha256", secret).update(JSON.stringify(parts)).digest("hex");
  // Supabase Auth compares e-mails in lower case.
  const account = email.toLowerCase();
  const address = ip ? networkOf(ip) : "unknown";
  const accountAndIp = hmac("account and ip", account, address);
  return { account_and_ip: accountAndIp, account: hmac("account", account), ip: hmac("address", address) };
}

/** Anonymous client: a current session may belong to another user. */
function anonymousClient() {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createClient<Database>(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: fetchWithTimeout(10_000) },
  });
}

export type SignInReservation = {
  /** 0 when the attempt may be made, otherwise the seconds until the next one may. */
  waitSeconds: number;
  /** Takes the attempt back after a successful sign-in: only failures stay counted. */
  release: () => Promise<void>;
};

/**
 * Counts a sign-in attempt before it is made, so that concurrent attempts cannot exceed the limit (OWASP Authentication Cheat
 * Sheet, Login Throttling). The limits are in the migrations, private.reserve_sign_in_attempt.
 * @param ip null when it is not known
 * @throws AppError unavailable
 */
export async function reserveSignInAttempt(email: string, ip: string | null): Promise<SignInReservation> {
  const client = anonymousClient();
  const keys = attemptKeys(email, ip);
  const { data, error, status } = await client.rpc("reserve_sign_in_attempt", keys);
  if (error) throw databaseError(error, status);
  if (typeof data !== "number") throw new AppError("internal");
  return {
    waitSeconds: data,
    release: async () => {
      // An error is ignored: the attempt then counts as a failure for 15 minutes.
      await client.rpc("release_sign_in_attempt", keys);
    },
  };
}

"use server";

import { isAuthApiError, isAuthRetryableFetchError } from "@supabase/supabase-js";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { padResponseTime } from "@/lib/auth/pad-response-time";
import { safeRedirect } from "@/lib/auth/safe-redirect";
import { reserveSignInAttempt } from "@/lib/auth/sign-in-limit";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/client-address";
import { log } from "@/lib/log";
import { sessionClient } from "@/lib/supabase/session-client";

/** What the sign-in form shows after a failure. */
export type SignInFailure = { email: string; message: string };

/** Signs in with e-mail and password, and goes to the page that was asked for. */
export async function signIn(_previous: SignInFailure | null, form: FormData): Promise<SignInFailure> {
  const email = String(form.get("email") ?? "").trim();
  const password = String(form.get("password") ?? "");
  if (!email || !password) return { email, message: "Enter your e-mail and your password." };
  const began = performance.now();
  const failure = await attempt(email, password);
  if (failure) {
    await padResponseTime(began);
    return { email, message: failure };
  }
  redirect(safeRedirect(form.get("next")));
}

/** @returns why it failed, for people; null when it did not */
async function attempt(email: string, password: string): Promise<string | null> {
  try {
    const ip = clientAddress(await headers(), env().TRUSTED_PROXIES);
    const { waitSeconds, release } = await reserveSignInAttempt(email, ip);
    if (waitSeconds > 0) return `Too many attempts. Wait ${minutes(waitSeconds)} and try again.`;
    const supabase = await sessionClient();
    const { error } = await supabase.auth.signInWithPassword({ email, password });
    if (error) return explain(error);
    await release();
    return null;
  } catch (error) {
    return explain(error);
  }
}

function minutes(seconds: number): string {
  return seconds <= 60 ? "a minute" : `${Math.ceil(seconds / 60)} minutes`;
}

function explain(error: unknown): string {
  if (isAuthRetryableFetchError(error) || !isAuthApiError(error) || error.status >= 500) {
    log.error({ error }, "sign-in.unavailable");
    return "Signing in does not work right now: the sign-in service does not answer. Please try again in a minute.";
  }
  if (error.status === 429) return "Too many attempts. Wait a minute and try again.";
  if (error.code === "email_not_confirmed") return "Confirm your e-mail address first: open the link we sent you.";
  // The same words whether the account exists or not, so that nobody can find out which do.
  return "That e-mail and password do not match. Check both and try again.";
}

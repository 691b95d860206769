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

/** Signs in with email and password and redirects to `next`. */
export async function signIn(_previous: SignInFailure | null, form: FormData): Promise<SignInFailure> {
  const email = String(form.get("email") ?? "").trim();
  const password = String(form.get("password") ?? "");
  if (!email || !password) return { email, message: "Enter your email and password." };
  const startedAt = performance.now();
  const failure = await attempt(email, password);
  if (failure) {
    await padResponseTime(startedAt);
    return { email, message: failure };
  }
  redirect(safeRedirect(form.get("next")));
}

/** @returns why the attempt failed, as a message for the user; null when it succeeded */
async function attempt(email: string, password: string): Promise<string | null> {
  try {
    const ip = clientAddress(await headers(), env());
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
    return "Sign-in is temporarily unavailable. Try again in a minute.";
  }
  if (error.status === 429) return "Too many attempts. Wait a minute and try again.";
  if (error.code === "email_not_confirmed") return "Confirm your email address first: open the link we sent you.";
  // The same message whether the account exists or not (OWASP: no user enumeration).
  return "Incorrect email or password.";
}

"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { log } from "@/lib/log";
import { sessionClient } from "@/lib/supabase/session-client";

/** Ends this browser's session; other devices stay signed in. */
export async function signOut(): Promise<void> {
  const supabase = await sessionClient();
  const { error } = await supabase.auth.signOut({ scope: "local" });
  if (error) {
    log.error({ error }, "sign-out.unavailable");
    // The auth server could not be reached, but this browser must still drop its session.
    const store = await cookies();
    for (const { name } of store.getAll()) if (/^sb-.*-auth-token/.test(name)) store.delete(name);
  }
  redirect("/login");
}

"use server";

import { addReason, removeReason } from "@/lib/answer/redaction-reasons";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { toAppError } from "@/lib/errors";
import { refreshOrRedirect } from "@/lib/http/refresh-or-redirect";

/** Adds a reason to the workspace's list. @returns what is wrong, as a sentence */
export async function add(_previous: string | null, form: FormData): Promise<string | null> {
  const { id, slug } = await redirectOnAuthError(requireAdminWorkspace(String(form.get("workspace") ?? "")));
  try {
    await addReason(id, form.get("reason"));
  } catch (error) {
    return toAppError(error).message;
  }
  await refreshOrRedirect(`/${slug}/settings/privacy`);
  return null;
}

/** Removes a reason from the workspace's list. */
export async function remove(form: FormData): Promise<void> {
  const { id, slug } = await redirectOnAuthError(requireAdminWorkspace(String(form.get("workspace") ?? "")));
  await removeReason(id, String(form.get("id") ?? ""));
  await refreshOrRedirect(`/${slug}/settings/privacy`);
}

"use server";

import { addRedaction, removeRedaction } from "@/lib/answer/redactions";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { safeRedirect } from "@/lib/auth/safe-redirect";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { toAppError } from "@/lib/errors";
import { refreshOrRedirect } from "@/lib/http/refresh-or-redirect";

/** Leaves something out of the answers about a contact, and shows the page again. @returns what is wrong, as a sentence */
export async function leaveOut(_previous: string | null, form: FormData): Promise<string | null> {
  const { id } = await redirectOnAuthError(requireAdminWorkspace(String(form.get("workspace") ?? "")));
  try {
    const entry = parseEntry(form);
    // A message is left out of every answer that holds its record.
    const contact = form.get(entry.what === "message" ? "record" : "contact");
    await addRedaction(id, String(contact ?? ""), entry);
  } catch (error) {
    return toAppError(error).message;
  }
  await refreshOrRedirect(safeRedirect(form.get("next")));
  return null;
}

/** Takes back what was left out, and shows the page again. */
export async function takeBack(form: FormData): Promise<void> {
  const { id } = await redirectOnAuthError(requireAdminWorkspace(String(form.get("workspace") ?? "")));
  await removeRedaction(id, String(form.get("id") ?? ""));
  await refreshOrRedirect(safeRedirect(form.get("next")));
}

/** What to leave out: the button that was pressed says it, or the text field. */
function parseEntry(form: FormData) {
  const reason = form.get("reason");
  const [what, ...rest] = String(form.get("entry") ?? "text").split(":");
  const value = what === "text" ? form.get("text") : rest.join(":");
  return { what: what === "text" ? "value" : what, value, record_id: value, reason };
}

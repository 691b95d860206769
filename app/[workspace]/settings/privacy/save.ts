"use server";

import { redirect } from "next/navigation";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { languages } from "@/lib/exports/answer/languages";
import { type PrivacyTexts, parsePrivacyTexts, savePrivacyTexts } from "@/lib/privacy/privacy-texts";

/** What the form shows when it was not saved. */
export type SaveFailure = { texts: PrivacyTexts; message: string };

/** Saves a new version of a workspace's information in one language. */
export async function save(_previous: SaveFailure | null, form: FormData): Promise<SaveFailure | null> {
  const workspace = await redirectOnAuthError(requireAdminWorkspace(String(form.get("workspace") ?? "")));
  const language = languages.find((known) => known === form.get("language"));
  const { texts, problem } = parsePrivacyTexts(form);
  if (problem || !language) return { texts, message: problem ?? "Choose a language." };
  try {
    await savePrivacyTexts(workspace.id, language, texts);
  } catch {
    return { texts, message: "It could not be saved. Try again in a minute." };
  }
  redirect(`/${workspace.slug}/settings/privacy?language=${language}`);
}

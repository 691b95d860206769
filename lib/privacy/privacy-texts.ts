import "server-only";
import { type Language, languages } from "@/lib/exports/answer/languages";
import { type Letter, letters } from "@/lib/exports/answer/letters";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

export type PrivacyTexts = Partial<Record<Letter, string>>;

/** A version of a workspace's information about its processing (GDPR Art. 15(1)), in one language. */
export type PrivacyVersion = { version: number; texts: PrivacyTexts; actorName: string; createdAt: string };

/**
 * The newest version in a language, or null.
 * @throws AppError unavailable
 */
export async function findPrivacyTexts(workspaceId: string, language: Language): Promise<PrivacyVersion | null> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("privacy_texts")
    .select("version, texts, actor_name, created_at")
    .eq("tenant_id", workspaceId)
    .eq("language", language)
    .order("version", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (error) throw databaseError(error, status);
  if (!data) return null;
  // Supabase Lite may return JSON as text.
  const texts = (typeof data.texts === "string" ? JSON.parse(data.texts) : data.texts) as PrivacyTexts;
  return { version: data.version, texts, actorName: data.actor_name, createdAt: data.created_at };
}

/**
 * The languages in which a workspace has its information.
 * @throws AppError unavailable
 */
export async function listPrivacyLanguages(workspaceId: string): Promise<Language[]> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("privacy_texts")
    .select("language")
    .eq("tenant_id", workspaceId)
    .eq("version", 1);
  if (error) throw databaseError(error, status);
  return languages.filter((language) => data.some((row) => row.language === language));
}

/**
 * Writes a new version; the database writes its audit entry in the same transaction.
 * @throws AppError forbidden, unavailable
 */
export async function savePrivacyTexts(workspaceId: string, language: Language, texts: PrivacyTexts): Promise<void> {
  const supabase = await sessionClient();
  const { error, status } = await supabase.from("privacy_texts").insert({ tenant_id: workspaceId, language, texts });
  if (error) throw databaseError(error, status);
}

/** Characters of one text, as in the database. */
const maxTextLength = 4000;

/** Reads the texts of a form; empty ones are left out. @returns the texts, or what is wrong with them, as a sentence */
export function parsePrivacyTexts(form: FormData): { texts: PrivacyTexts; problem?: string } {
  const entries = letters.flatMap((letter) => {
    const text = String(form.get(letter) ?? "")
      .replaceAll("\r\n", "\n")
      .trim();
    return text ? [[letter, text] as const] : [];
  });
  const texts: PrivacyTexts = Object.fromEntries(entries);
  const long = entries.find(([, text]) => text.length > maxTextLength);
  const unfilled = entries.find(([, text]) => /\[[^\]]*\]/.test(text));
  if (entries.length === 0) return { texts, problem: "Write at least one text." };
  if (long) return { texts, problem: `The text of letter ${long[0]} has more than 4,000 characters.` };
  if (unfilled) return { texts, problem: `Replace or remove what is in [brackets] in letter ${unfilled[0]}.` };
  return { texts };
}

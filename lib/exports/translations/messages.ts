import type { Language } from "@/lib/exports/answer/languages";
import { de } from "./de";
import { en, type Messages } from "./en";
import { es } from "./es";
import { fr } from "./fr";
import { pt } from "./pt";

/** The texts of each language. */
export const messagesOf: Record<Language, Messages> = { en, de, es, fr, pt };

/** Replaces the {names} in a text. */
export function fillText(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** The languages that a report can be written in, the default first. */
export const languages = ["en", "de", "es", "fr", "pt"] as const;

export type Language = (typeof languages)[number];

/** What a language is called, in itself. */
export const languageNames: Record<Language, string> = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  pt: "Português",
};

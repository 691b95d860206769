import { normalizedForms, normalizeText } from "./normalized-text";

const patterns = {
  email: /[\p{L}\p{M}\p{N}._%+-]+@[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+/gu,
  phone: /(?<![\p{L}\p{N}.])\+?\d(?:[\s()./-]{0,2}\d){6,14}(?![\p{L}\p{N}])/gu,
};

/** A value in a text that may be another person's. */
export type Mark = { kind: keyof typeof patterns; value: string };

/** More are not marked in one text. */
const maxMarks = 20;

/**
 * The email addresses and telephone numbers in a text, each once.
 * @param own the contact's own, which need no look
 */
export function findMarks(text: string, own: readonly (string | null)[]): Mark[] {
  const ownKeys = new Set(own.flatMap((value) => (value ? [key(value)] : [])));
  const found = new Map<string, Mark>();
  for (const form of normalizedForms(text)) {
    for (const [kind, pattern] of Object.entries(patterns)) {
      for (const match of form.text.matchAll(pattern)) {
        const value = match[0].trim().normalize("NFC");
        if (ownKeys.has(key(value)) || found.size >= maxMarks) continue;
        found.set(key(value), { kind: kind as Mark["kind"], value });
      }
    }
  }
  return [...found.values()];
}

function key(value: string): string {
  const { text } = normalizeText(value);
  return text.includes("@") ? text : text.replace(/\D/g, "");
}

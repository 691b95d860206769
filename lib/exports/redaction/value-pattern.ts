import { foldText, normalizeText } from "./normalized-text";

const phone = /^\+?[\d\s()./-]+$/;

/** The pattern of a value in normalized text. A telephone number is found with other separators, too. */
export function valuePattern(value: string): RegExp {
  const { text } = normalizeText(value);
  const digits = text.replace(/\D/g, "");
  if (phone.test(text) && digits.length >= 6) {
    return new RegExp(`\\+?${[...digits].join("[\\s()./-]{0,3}")}`, "g");
  }
  // A letter with one mark more is another letter.
  return new RegExp(`${escaped(text)}(?!\\p{M})`, "gu");
}

/** The pattern of any of these names in a folded text (foldText), as whole words; null for none. */
export function namesPattern(names: readonly string[]): RegExp | null {
  const texts = names.map((name) => foldText(name).text).filter((text) => text.trim() !== "");
  if (texts.length === 0) return null;
  // The longest first: "Ana Sousa" before "Ana".
  texts.sort((one, other) => other.length - one.length);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${texts.map(escaped).join("|")})(?![\\p{L}\\p{N}])`, "gu");
}

function escaped(text: string): string {
  // In the address of a form, a space is a plus sign.
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/ +/g, "[\\s+]+");
}

import { foldedForms, foldText } from "@/lib/exports/redaction/normalized-text";
import { namesPattern } from "@/lib/exports/redaction/value-pattern";

/** Whose name stands in a text: a teammate, or another contact of the workspace. */
export type NameKind = "teammate" | "contact";

export type NameMark = { kind: NameKind; value: string };

/** Shorter words of a name are in too many other words' places, except in scripts whose words are short. */
function isLongEnough(word: string): boolean {
  return word.length >= 3 || (word.length === 2 && !/[\p{Ll}\p{N}]/u.test(word));
}

/**
 * Finds names that are known in texts: whole words, without regard to case and marks. A single word, such as Will or Mark, counts only
 * where it begins with a capital letter.
 */
export class KnownNames {
  readonly #kinds = new Map<string, NameKind>();
  readonly #pattern: RegExp | null;

  /** @param own the names of the person, whose words are not marked */
  constructor(people: readonly { kind: NameKind; name: string }[], own: readonly string[]) {
    const ownNames = new Set(own.map(key));
    const ownWords = new Set(own.flatMap(words));
    for (const { kind, name } of people) {
      if (isLongEnough(key(name)) && !ownNames.has(key(name))) this.#add(name, kind);
    }
    for (const { kind, name } of people) {
      for (const word of words(name)) if (!ownWords.has(word)) this.#add(word, kind);
    }
    this.#pattern = namesPattern([...this.#kinds.keys()]);
  }

  /** The names in a text, each once, as they are written there. */
  find(text: string): NameMark[] {
    if (!this.#pattern) return [];
    const found = new Map<string, NameMark>();
    // What is encoded is read as a person would.
    const folded = foldedForms(text).at(-1) ?? foldText(text);
    for (const match of folded.text.matchAll(this.#pattern)) {
      const name = match[0].replace(/\s+/g, " ");
      const written = text.slice(folded.start(match.index), folded.end(match.index + match[0].length - 1));
      const kind = this.#kinds.get(name);
      if (!kind || found.has(name) || (!name.includes(" ") && /^\p{Ll}/u.test(written))) continue;
      found.set(name, { kind, value: written.replace(/\s+/g, " ") });
    }
    return [...found.values()];
  }

  #add(name: string, kind: NameKind): void {
    if (!this.#kinds.has(key(name))) this.#kinds.set(key(name), kind);
  }
}

function key(name: string): string {
  return foldText(name).text.trim().replace(/\s+/g, " ");
}

/** None of an address: acme in owner@acme.test is nobody's name. */
function words(name: string): string[] {
  if (name.includes("@")) return [];
  return key(name)
    .split(/[^\p{L}\p{N}'-]+/u)
    .filter(isLongEnough);
}

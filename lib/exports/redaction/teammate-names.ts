import { foldText } from "./normalized-text";
import { namesPattern } from "./value-pattern";

/** Shorter words of a name are in too many other words' places. */
const minPartLength = 3;

/**
 * Gives each teammate a number: the same one wherever they are named, by their whole name, their email, or a word of their name that
 * begins with a capital letter. Without regard to case and marks of letters.
 */
export class TeammateNames {
  readonly pattern: RegExp | null;
  readonly #numbers = new Map<string, number>();
  readonly #parts = new Set<string>();

  /** @param own the contact's name: its words stay, also where a teammate has the same first name */
  constructor(people: readonly { name: string; email?: string }[], own: string) {
    const ownParts = new Set(words(own));
    const sorted = people.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    for (const { name, email } of sorted) {
      const number = this.#add(name);
      if (email) this.#alias(email, number);
    }
    for (const { name } of sorted) {
      for (const part of words(name).filter((word) => !ownParts.has(word))) {
        if (this.#numbers.has(part)) continue;
        this.#alias(part, this.numberOf(name));
        this.#parts.add(part);
      }
    }
    this.pattern = namesPattern([...this.#numbers.keys()]);
  }

  /** The number of the teammate of this name; a new one for a name that is not known. */
  numberOf(name: string): number {
    return this.#numbers.get(key(name)) ?? this.#add(name);
  }

  get longestName(): number {
    return Math.max(0, ...this.#numbers.keys().map(({ length }) => length));
  }

  /** Whether a match in folded text names a teammate: a single word of a name must begin with a capital letter. */
  isName(match: string, original: string): boolean {
    return !this.#parts.has(match.replace(/ +/g, " ")) || !/^\p{Ll}/u.test(original);
  }

  #add(name: string): number {
    const known = this.#numbers.get(key(name));
    if (known !== undefined) return known;
    const number = new Set(this.#numbers.values()).size + 1;
    this.#alias(name, number);
    return number;
  }

  #alias(name: string, number: number): void {
    if (key(name) !== "" && !this.#numbers.has(key(name))) this.#numbers.set(key(name), number);
  }
}

function key(name: string): string {
  return foldText(name).text.trim().replace(/ +/g, " ");
}

/** None of an address: acme in owner@acme.test is nobody's name. */
function words(name: string): string[] {
  if (name.includes("@")) return [];
  return key(name)
    .split(/[^\p{L}\p{N}'-]+/u)
    .filter((word) => word.length >= minPartLength);
}

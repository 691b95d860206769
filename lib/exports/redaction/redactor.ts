import { foldedForms, type NormalizedText, normalizedForms } from "./normalized-text";
import type { RedactionRules } from "./rules";
import type { TeammateNames } from "./teammate-names";
import { namesPattern, valuePattern } from "./value-pattern";

/** What was left out: where in data.json, why, and how often. */
export type Redaction = { path: string; reason: string; count: number };

/** What stands in place of what is left out. */
export type RedactionTexts = { leftOut: string; agent: string };

/** Such as &#x10FFFF; for one character. */
const maxEncodedLength = 10;

type Range = { start: number; end: number; replacement: string; reason: string };

/** Leaves values, messages and teammates' names out of texts, and counts where and why. */
export class Redactor {
  readonly #texts: RedactionTexts;
  readonly #values: { pattern: RegExp; reason: string }[];
  readonly #names: { pattern: RegExp; isWord: boolean; reason: string }[];
  readonly #messages: Map<string, string>;
  readonly #teammates: { names: TeammateNames; reason: string } | null;
  readonly #longestValue: number;
  readonly #counts = new Map<string, Redaction>();

  /** @param teammates null if no rule is about them */
  constructor(rules: RedactionRules["rules"], teammates: TeammateNames | null, texts: RedactionTexts) {
    this.#texts = texts;
    this.#values = rules.flatMap(({ what, value, reason }) =>
      what === "value" && value ? [{ pattern: valuePattern(value), reason }] : [],
    );
    this.#names = rules.flatMap(({ what, value, reason }) => {
      const pattern = what === "name" && value ? namesPattern([value]) : null;
      return pattern ? [{ pattern, isWord: !/\s/.test(value ?? ""), reason }] : [];
    });
    this.#messages = new Map(rules.flatMap(({ record_id: id, reason }) => (id ? [[id, reason]] : [])));
    const longest = rules.reduce((length, { value }) => Math.max(length, value?.length ?? 0), 0);
    this.#longestValue = Math.max(longest * maxEncodedLength, teammates?.longestName ?? 0);
    const rule = rules.find(({ what }) => what === "teammates");
    this.#teammates = teammates && rule ? { names: teammates, reason: rule.reason } : null;
  }

  /** Characters that the longest way to write a value has: each may be an entity. Of names, their longest. */
  get longestValue(): number {
    return this.#longestValue;
  }

  /** A text that is in the file elsewhere, too, and counted there. */
  uncounted(text: string): string {
    return this.#redact(null, text);
  }

  /** A text of any field. */
  text(path: string, text: string): string {
    return this.#redact(path, text);
  }

  #redact(path: string | null, text: string): string {
    const ranges: Range[] = [];
    if (this.#values.length > 0) {
      for (const form of normalizedForms(text)) this.#findValues(form, ranges);
    }
    if (this.#names.length > 0 || this.#teammates?.names.pattern) {
      for (const form of foldedForms(text)) this.#findNames(text, form, ranges);
    }
    return ranges.length === 0 ? text : this.#replace(path, text, ranges);
  }

  #findValues(normalized: NormalizedText, ranges: Range[]): void {
    for (const { pattern, reason } of this.#values) {
      for (const match of normalized.text.matchAll(pattern)) {
        ranges.push({ ...rangeOf(match, normalized), replacement: this.#texts.leftOut, reason });
      }
    }
  }

  #findNames(text: string, folded: NormalizedText, ranges: Range[]): void {
    for (const { pattern, isWord, reason } of this.#names) {
      for (const match of folded.text.matchAll(pattern)) {
        const range = rangeOf(match, folded);
        // A name that is a word, such as Will, is one only with a capital letter.
        if (isWord && /^\p{Ll}/u.test(text.slice(range.start))) continue;
        ranges.push({ ...range, replacement: this.#texts.leftOut, reason });
      }
    }
    const { names, reason } = this.#teammates ?? {};
    if (!names?.pattern || reason === undefined) return;
    for (const match of folded.text.matchAll(names.pattern)) {
      const range = rangeOf(match, folded);
      if (!names.isName(match[0], text.slice(range.start))) continue;
      ranges.push({ ...range, replacement: this.#agent(names.numberOf(match[0])), reason });
    }
  }

  /** The same as author, of a name that is in the file elsewhere, too, and counted there. */
  writer(name: string): string {
    return this.#teammates ? this.#agent(this.#teammates.names.numberOf(name)) : this.uncounted(name);
  }

  /** The name of whoever wrote a reply or note: all of it, if teammates are not to be named. */
  author(path: string, name: string): string {
    if (!this.#teammates) return this.text(path, name);
    this.#count(path, this.#teammates.reason);
    return this.writer(name);
  }

  /** The text of a message, reply or note. */
  message(path: string, id: string, text: string): string {
    const reason = this.#messages.get(id);
    if (reason === undefined) return this.text(path, text);
    this.#count(path, reason);
    return this.#texts.leftOut;
  }

  /** Whether a message is left out as a whole. */
  leavesOut(id: string): boolean {
    return this.#messages.has(id);
  }

  /** What was left out so far. */
  get redactions(): Redaction[] {
    return [...this.#counts.values()];
  }

  /** Of ranges that overlap, all is left out. */
  #replace(path: string | null, text: string, ranges: Range[]): string {
    ranges.sort((one, other) => one.start - other.start || other.end - one.end);
    let result = "";
    let at = 0;
    for (const { start, end, replacement, reason } of ranges) {
      if (end <= at) continue;
      if (path !== null) this.#count(path, reason);
      result += start >= at ? text.slice(at, start) + replacement : "";
      at = end;
    }
    return result + text.slice(at);
  }

  #agent(number: number): string {
    return this.#texts.agent.replace("{number}", String(number));
  }

  #count(path: string, reason: string): void {
    const key = `${path}\n${reason}`;
    const redaction = this.#counts.get(key) ?? { path, reason, count: 0 };
    redaction.count++;
    this.#counts.set(key, redaction);
  }
}

/** Where a match in a normalized text stands in the original. */
function rangeOf(match: RegExpExecArray, normalized: NormalizedText): { start: number; end: number } {
  return { start: normalized.start(match.index), end: normalized.end(match.index + match[0].length - 1) };
}

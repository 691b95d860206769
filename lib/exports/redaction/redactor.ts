import { normalizeText } from "./normalized-text";
import type { RedactionRules } from "./rules";
import type { TeammateNames } from "./teammate-names";
import { valuePattern } from "./value-pattern";

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
  readonly #messages: Map<string, string>;
  readonly #teammates: { names: TeammateNames; reason: string } | null;
  readonly #longestValue: number;
  readonly #counts = new Map<string, Redaction>();

  /** @param teammates null if no rule is about them */
  constructor(rules: RedactionRules["rules"], teammates: TeammateNames | null, texts: RedactionTexts) {
    this.#texts = texts;
    this.#values = rules.flatMap(({ value, reason }) => (value ? [{ pattern: valuePattern(value), reason }] : []));
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
    const normalized = normalizeText(text);
    const ranges: Range[] = [];
    const add = (match: RegExpExecArray, replacement: string, reason: string) => {
      const start = normalized.start(match.index);
      ranges.push({ start, end: normalized.end(match.index + match[0].length - 1), replacement, reason });
    };
    for (const { pattern, reason } of this.#values) {
      for (const match of normalized.text.matchAll(pattern)) add(match, this.#texts.leftOut, reason);
    }
    if (this.#teammates?.names.pattern) {
      const { names, reason } = this.#teammates;
      for (const match of normalized.text.matchAll(this.#teammates.names.pattern)) {
        if (names.isName(match[0], text.slice(normalized.start(match.index)))) {
          add(match, this.#agent(names.numberOf(match[0])), reason);
        }
      }
    }
    return ranges.length === 0 ? text : this.#replace(path, text, ranges);
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

import { html, type SafeHtml } from "@remix-run/html-template";
import { withoutBidiControls } from "@/lib/format/bidi";
import { ExactNumber, parseExactJson, RawJson } from "@/lib/format/exact-json";
import { LongText } from "@/lib/format/long-text";
import type { ReportWords } from "./report-words";

/** Characters of a text that become one fragment. */
const sliceLength = 32 * 1024;
/** Longer JSON is shown as text: its tree would take many times its length in memory. */
const maxTreeLength = 1_000_000;
/** More levels of lists and fields leave no room for text. */
const maxTreeDepth = 20;

/** What a field shows: one fragment, or several that are made one after another. */
export type Content = SafeHtml | string | Generator<SafeHtml>;

/** A time in the words of the report. */
export function time(iso: string, words: ReportWords): SafeHtml {
  return html`<time datetime="${iso}">${words.time(iso)}</time>`;
}

/**
 * A name in a sentence, isolated so that its direction changes nothing around it (UAX #9). Without controls: one that opens an isolate
 * would take the end of the <bdi> for its own, and the sentence would go on inside.
 */
export function name(text: string | LongText): SafeHtml {
  return html`<bdi>${withoutBidiControls(shorten(text))}</bdi>`;
}

/** The text, or its first 200 characters: a name is repeated many times. */
export function shorten(text: string | LongText): string {
  const start = text instanceof LongText ? text.start : text;
  return start.length <= 200 ? start : `${withoutHalfPair(start.slice(0, 200))}…`;
}

/** Joins small fragments: each that is yielded passes through several async generators. */
export function* joinFragments(fragments: Iterable<SafeHtml>): Generator<SafeHtml> {
  let joined = "";
  for (const fragment of fragments) {
    joined += fragment;
    if (joined.length < sliceLength) continue;
    yield html.raw`${joined}`;
    joined = "";
  }
  yield html.raw`${joined}`;
}

/** Text of any length, escaped. */
export function* slices(text: string | LongText): Generator<SafeHtml> {
  if (text instanceof LongText) {
    for (const slice of text.slices()) yield html`${slice}`;
    return;
  }
  for (let start = 0; start < text.length; ) {
    const slice = withoutHalfPair(text.slice(start, start + sliceLength));
    yield html`${slice}`;
    start += slice.length;
  }
}

/** Text in any language, with its line breaks. */
export function* prose(text: string | LongText): Generator<SafeHtml> {
  if (typeof text === "string" && text.length <= sliceLength) {
    yield html`<div class="prose" dir="auto">${text}</div>`;
    return;
  }
  yield html`<div class="prose" dir="auto">`;
  yield* slices(text);
  yield html`</div>`;
}

/** The fields of a record. Where the report gathers what is not recorded, these fields share one line at the end. */
export function recordFields(
  entries: (readonly [label: string, value: Content | null])[],
  words: ReportWords,
): Generator<SafeHtml> {
  if (!words.answersPerson) return fields(entries, words);
  const { notRecorded } = words.messages.values;
  const empty = entries.filter(([, value]) => value === null).map(([label]) => label);
  const recorded = entries.filter(([, value]) => value !== null);
  return fields(empty.length > 0 ? [...recorded, [notRecorded, none(empty.join(", "))]] : recorded, words);
}

/** A list of fields; a null is shown as "Not recorded". */
export function* fields(
  entries: Iterable<readonly [label: string, value: Content | null]>,
  words: ReportWords,
): Generator<SafeHtml> {
  yield html`<dl>`;
  let separator = "";
  for (const [label, value] of entries) {
    yield html`${separator}<dt>`;
    yield* slices(label);
    yield html`</dt><dd>`;
    yield* fragments(value ?? none(words.messages.values.notRecorded));
    yield html`</dd>`;
    separator = "\n";
  }
  yield html`</dl>`;
}

/**
 * Any JSON value: an object as a list of fields, an array as a list, a number with the digits it was stored with. Long JSON, and what
 * is nested in more than 20 levels, is shown as text.
 */
export function jsonValue(value: unknown, words: ReportWords): Content | null {
  if (value instanceof RawJson && value.text.length <= maxTreeLength) {
    return treeValue(parseExactJson(value.text, maxTreeDepth), words);
  }
  return treeValue(value, words);
}

function treeValue(value: unknown, words: ReportWords): Content | null {
  const texts = words.messages.values;
  if (value === null || value === undefined) return null;
  if (value instanceof RawJson) return prose(value.text);
  if (value instanceof LongText) return prose(value);
  if (value instanceof ExactNumber) return value.digits;
  if (typeof value === "boolean") return value ? texts.yes : texts.no;
  if (typeof value === "string") return value === "" ? none(texts.emptyText) : prose(value);
  if (Array.isArray(value)) return value.length === 0 ? none(texts.emptyList) : list(value, words);
  const entries = Object.entries(value);
  return entries.length === 0 ? none(texts.noFields) : fields(objectFields(entries, words), words);
}

function* objectFields(entries: [string, unknown][], words: ReportWords): Generator<readonly [string, Content | null]> {
  for (const [key, value] of entries) yield [key, treeValue(value, words)];
}

function* list(items: unknown[], words: ReportWords): Generator<SafeHtml> {
  yield html`<ul>`;
  for (const item of items) {
    yield html`<li>`;
    yield* fragments(treeValue(item, words) ?? none(words.messages.values.noValue));
    yield html`</li>`;
  }
  yield html`</ul>`;
}

/** Says something about a value; it is not text in the value. */
export function none(text: string): SafeHtml {
  return html`<span class="none">${text}</span>`;
}

function* fragments(content: Content): Generator<SafeHtml> {
  if (typeof content === "object" && "next" in content) yield* content;
  else yield html`${content}`;
}

/** Drops a high surrogate at the end: a fragment that ends in half a character cannot be encoded. */
function withoutHalfPair(text: string): string {
  return text.length > 1 ? text.replace(/[\ud800-\udbff]$/, "") : text;
}

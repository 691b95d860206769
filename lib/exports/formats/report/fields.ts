import { html, type SafeHtml } from "@remix-run/html-template";
import { ExactNumber } from "@/lib/format/exact-json";

const months = "January February March April May June July August September October November December".split(" ");

/** A time with its zone, such as 23 November 2026, 14:05:09 UTC. Times that ISO 8601 cannot express are shown as they are. */
export function time(iso: string): SafeHtml {
  const [, year, month, day, clock] = /^(\d{4,6})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d).*(?:Z|\+00:00)$/.exec(iso) ?? [];
  const text = year && day ? `${Number(day)} ${months[Number(month) - 1]} ${Number(year)}, ${clock} UTC` : iso;
  return html`<time datetime="${iso}">${text}</time>`;
}

/** Text in any language, with its line breaks. */
export function prose(text: string): SafeHtml {
  return html`<div class="prose" dir="auto">${text}</div>`;
}

/** Fragments with a line feed between them. */
export function lines(fragments: SafeHtml[]): SafeHtml[] {
  return fragments.map((fragment, index) => (index === 0 ? fragment : html`\n${fragment}`));
}

/** A list of fields; a null is shown as "Not recorded". */
export function fields(entries: readonly (readonly [label: string, value: SafeHtml | string | null])[]): SafeHtml {
  const rows = entries.map(([label, value]) => html`<dt>${label}</dt><dd>${value ?? none("Not recorded")}</dd>`);
  return html`<dl>${lines(rows)}</dl>`;
}

/** Any JSON value: an object as a list of fields, an array as a list, a number with the digits it was stored with. */
export function jsonValue(value: unknown): SafeHtml | string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof ExactNumber) return value.digits;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "string") return value === "" ? none("Empty text") : prose(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return none("Empty list");
    return html`<ul>${value.map((item) => html`<li>${jsonValue(item) ?? none("No value")}</li>`)}</ul>`;
  }
  const entries = Object.entries(value).map(([key, item]) => [key, jsonValue(item)] as const);
  return entries.length === 0 ? none("No fields") : fields(entries);
}

function none(text: string): SafeHtml {
  return html`<span class="none">${text}</span>`;
}

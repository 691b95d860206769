import { ExactNumber } from "@/lib/exports/schemas/contact-file";
import { escapeHtml } from "@/lib/http/escape-html";

const months = "January February March April May June July August September October November December".split(" ");

/** A time in words, with its time zone: 23 November 2026, 14:05:09 UTC. Times beyond the calendar stay as they are written. */
export function time(iso: string): string {
  const [, year, month, day, clock] = /^(\d{4,6})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d).*(?:Z|\+00:00)$/.exec(iso) ?? [];
  const text = year && day ? `${Number(day)} ${months[Number(month) - 1]} ${Number(year)}, ${clock} UTC` : iso;
  return `<time datetime="${escapeHtml(iso)}">${escapeHtml(text)}</time>`;
}

/** Text of any language and length, its lines kept. */
export function prose(text: string): string {
  return `<div class="prose" dir="auto">${escapeHtml(text)}</div>`;
}

/** A list of what a field is called and what it holds, as HTML; a field without a value says so. */
export function fields(entries: readonly (readonly [label: string, html: string | null])[]): string {
  const rows = entries.map(
    ([label, html]) => `<dt>${escapeHtml(label)}</dt><dd>${html ?? '<span class="none">nothing recorded</span>'}</dd>`,
  );
  return `<dl>${rows.join("\n")}</dl>`;
}

/** Any JSON value for people: objects as lists of fields, arrays as lists, numbers digit for digit as they are stored. */
export function jsonValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof ExactNumber) return escapeHtml(value.text);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value === "" ? '<span class="none">empty text</span>' : prose(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return '<span class="none">empty list</span>';
    return `<ul>${value.map((item) => `<li>${jsonValue(item) ?? '<span class="none">nothing</span>'}</li>`).join("")}</ul>`;
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, jsonValue(inner)] as const);
  return entries.length === 0 ? '<span class="none">no fields</span>' : fields(entries);
}

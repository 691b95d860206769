import type { ExportScope } from "./scope.ts";

const typeSlugs = { lead: "leads", contact: "contacts", former_customer: "former-customers", visitor: "visitors" };

/** Up to so many characters, a file's name names its columns; above, it counts them. */
const maxColumnNames = 30;

/**
 * The part of a file's name that says what is in it, such as leads-2026-01-01_2026-03-31: lower-case letters, digits, hyphens and
 * underscores. Both days are in the file. Empty for everything.
 */
export function scopeSlug(scope: ExportScope, includeNotes: boolean): string {
  const { types = [], status = [], columns, actor, action, time_zone: zone } = scope;
  return [
    // After the kind: acme-contacts-only, not acme-contacts-contacts.
    ...(types.join() === "contact" ? ["only"] : types.map((type) => typeSlugs[type])),
    ...status,
    daysSlug(scope.created_from ?? scope.from, scope.created_to ? dayBefore(scope.created_to) : scope.to),
    prefixed("updated-", daysSlug(scope.updated_from, scope.updated_to && dayBefore(scope.updated_to))),
    columns ? columnsSlug(columns) : "",
    includeNotes ? "" : "without-notes",
    actor ? `by-${actor.slice(0, 8)}` : "",
    action ? plain(action) : "",
    zone ? plain(zone.replace("GMT-", "gmt-minus-").replace("+", "-plus-")) : "",
  ]
    .filter(Boolean)
    .join("-");
}

function daysSlug(first: string | undefined, last: string | undefined): string {
  if (first && last) return `${first}_${last}`;
  if (first) return `from-${first}`;
  return last ? `until-${last}` : "";
}

/** The last day of a range that ends before this one. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function columnsSlug(columns: readonly string[]): string {
  const names = columns.map(plain).join("-");
  return names.length <= maxColumnNames ? names : `${columns.length}-columns`;
}

function prefixed(prefix: string, text: string): string {
  return text && `${prefix}${text}`;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

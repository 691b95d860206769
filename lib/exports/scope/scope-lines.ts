import type { ExportScope } from "./scope.ts";
import { dayBefore } from "./scope-slug.ts";

const andList = new Intl.ListFormat("en", { type: "conjunction" });

const typeNames = {
  lead: "leads",
  contact: "contacts",
  former_customer: "former customers",
  visitor: "visitors",
};

/** What a scope leaves in a file, as labels and values for people; nothing for everything. Days are ISO dates, both included. */
function scopeLines(scope: ExportScope, includeNotes = true): { label: string; value: string }[] {
  const { types, status, columns, actor, action, time_zone: zone } = scope;
  const lines = {
    Types: types && andList.format(types.map((type) => typeNames[type])),
    Status: status && andList.format(status),
    Created: daysText(scope.created_from, scope.created_to && dayBefore(scope.created_to)),
    "Last updated": daysText(scope.updated_from, scope.updated_to && dayBefore(scope.updated_to)),
    Days: daysText(scope.from, scope.to),
    Actor: actor,
    Action: action,
    Columns: columns?.join(", "),
    "Internal notes": includeNotes ? undefined : "not included",
    "Time zone": zone,
  };
  return Object.entries(lines).flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

/** A scope in one line: "Types: leads; Created: 2026-01-01 to 2026-03-31". One that cannot be read (null) is never empty. */
export function scopeText(scope: ExportScope | null, includeNotes = true): string {
  if (!scope) return "Its scope can’t be shown.";
  return scopeLines(scope, includeNotes)
    .map(({ label, value }) => `${label}: ${value}`)
    .join("; ");
}

/**
 * What a file of a kind holds, in one line: its scope, or of one contact, which is always whole, "Without internal notes"; empty for
 * everything as it is.
 */
export function contentText(kind: unknown, scope: ExportScope | null, includeNotes: boolean): string {
  if (kind !== "contact") return scopeText(scope, includeNotes);
  return [scopeText(scope), includeNotes ? "" : "Without internal notes"].filter(Boolean).join(" ");
}

function daysText(first: string | undefined, last: string | undefined): string | undefined {
  if (first && last) return first === last ? first : `${first} to ${last}`;
  if (first) return `from ${first}`;
  return last && `until ${last}`;
}

import canonicalize from "canonicalize";
import { ExactNumber } from "../format/exact-json.ts";

/**
 * The fields that the hash of an entry covers, by form version. The lists are frozen: a column that is added to the log is not
 * hashed, and other fields need another version. `private.canonical_entry` is the same in SQL.
 */
const formFields: Record<number, readonly string[]> = {
  1: [
    "action",
    "actor_email",
    "actor_id",
    "actor_name",
    "actor_role",
    "created_at",
    "details",
    "form_version",
    "id",
    "ip",
    "previous_hash",
    "seq",
    "target_id",
    "target_type",
    "tenant_id",
    "user_agent",
  ],
};

/** The deepest nesting of details, itself included. */
const maxDepth = 8;

/** Why an entry has no canonical form; the message completes "Entry 3: ...". */
export class NotCanonical extends Error {}

/** Every field that some form version covers. */
export const hashedFields: ReadonlySet<string> = new Set(Object.values(formFields).flat());

/**
 * The text that is hashed: the fields of the entry's form version as RFC 8785 (JSON Canonicalization Scheme) writes them.
 * @param entry with an ExactNumber for each number, as parseExactJson returns it
 * @throws NotCanonical
 */
export function canonicalEntry(entry: Record<string, unknown>): string {
  const fields = formFields[wholeNumber(entry.form_version) ?? 0];
  if (!fields) throw new NotCanonical("its form version is unknown");
  const hashed: Record<string, unknown> = {};
  for (const field of fields) {
    const value = Object.hasOwn(entry, field) ? fieldValue(field, entry[field]) : undefined;
    if (value === undefined) throw new NotCanonical(`its ${field} is missing or of the wrong type`);
    hashed[field] = value;
  }
  return canonicalize(hashed) as string;
}

/**
 * The details of an entry as RFC 8785 writes them. They are limited to what has one form in every implementation: keys of a to z,
 * 0 to 9 and _, integers within 2^53 - 1, strings that are well-formed Unicode, and 8 levels of objects and arrays.
 * `private.canonical_json` is the same in SQL.
 * @throws NotCanonical
 */
export function canonicalDetails(details: unknown): string {
  return canonicalize(detailsValue(details)) as string;
}

/** The integer that a number is, if it is within 2^53 - 1 and written as an integer. */
export function wholeNumber(value: unknown): number | undefined {
  if (!(value instanceof ExactNumber) || !/^(0|-?[1-9]\d{0,15})$/.test(value.digits)) return undefined;
  const number = Number(value.digits);
  return Number.isSafeInteger(number) ? number : undefined;
}

function fieldValue(field: string, value: unknown): unknown {
  if (field === "details") return detailsValue(value);
  if (field === "seq" || field === "form_version") return wholeNumber(value);
  return value === null || isText(value) ? value : undefined;
}

function detailsValue(details: unknown): unknown {
  const value = isObject(details) ? canonicalValue(details, maxDepth) : undefined;
  if (value === undefined) throw new NotCanonical("it is not in canonical form");
  return value;
}

/** The value with ordinary numbers; undefined if it has no canonical form. */
function canonicalValue(value: unknown, depth: number): unknown {
  if (value instanceof ExactNumber) return wholeNumber(value);
  if (typeof value !== "object" || value === null) {
    return value === null || typeof value === "boolean" || isText(value) ? value : undefined;
  }
  if (depth < 1) return undefined;
  if (Array.isArray(value)) {
    const elements = value.map((element) => canonicalValue(element, depth - 1));
    return elements.includes(undefined) ? undefined : elements;
  }
  const members = Object.entries(value).map(([key, member]) => [key, canonicalValue(member, depth - 1)] as const);
  const allowed = members.every(([key, member]) => /^[a-z][a-z0-9_]{0,62}$/.test(key) && member !== undefined);
  return allowed ? Object.fromEntries(members) : undefined;
}

/** Whether Postgres can store it: no NUL, no lone surrogates. */
function isText(value: unknown): value is string {
  return typeof value === "string" && value.isWellFormed() && !value.includes("\0");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

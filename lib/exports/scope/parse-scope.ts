import { contactColumnNames } from "../contacts-columns.ts";
import type { ExportKind } from "../kinds.ts";
import { isTimeZone } from "./is-time-zone.ts";
import { conversationStatuses, customerTypes, type ExportScope, exportScope, scopeFields } from "./scope.ts";

/** Fields as they are sent: text, or a list in JSON or of a field that a form repeats. */
type Fields = Record<string, unknown>;

const orList = new Intl.ListFormat("en", { type: "disjunction" });

/** The fields that are lists, with what each may have. */
const choices = {
  types: customerTypes,
  status: conversationStatuses,
  columns: contactColumnNames,
} as const satisfies Partial<Record<keyof ExportScope, readonly string[]>>;

const aDay = "must be a date from 0001-01-02 to 9999-12-31, such as 2026-01-31.";

/** What each field must be. */
const rules: Record<keyof ExportScope, string> = {
  types: `must be a list of ${orList.format(customerTypes)}.`,
  status: `must be a list of ${orList.format(conversationStatuses)}.`,
  columns: `must be a list of ${orList.format(contactColumnNames)}.`,
  created_from: aDay,
  created_to: aDay,
  updated_from: aDay,
  updated_to: aDay,
  actor: "must be the id of a user, or system.",
  action: "must be an action of the audit log, such as export.contacts.",
  from: aDay,
  to: aDay,
  time_zone: "must be the name of a time zone, such as Europe/Berlin or UTC.",
};

const ranges = [
  ["created_from", "created_to", "half-open"],
  ["updated_from", "updated_to", "half-open"],
  ["from", "to", "closed"],
] as const;

/**
 * Reads the scope of an export from the fields of a request. An empty text counts as absent.
 * @returns the scope in its one form (what changes nothing is left out), and a sentence about each bad field
 */
export function parseScope(kind: ExportKind, fields: Fields): { scope: ExportScope; problems: string[] } {
  const problems: string[] = [];
  const scope: Record<string, unknown> = {};
  for (const field of scopeFields[kind]) {
    const sent = fields[field];
    if (sent === undefined || sent === "") continue;
    const value = field in choices ? list(sent) : sent;
    const parsed = exportScope.shape[field].safeParse(value);
    if (field === "time_zone" && (value === "UTC" || value === "Etc/UTC")) continue;
    if (!parsed.success || (field === "time_zone" && !isTimeZone(String(value))))
      problems.push(`${field} ${rules[field]}`);
    else scope[field] = parsed.data;
  }
  const parsed = scope as ExportScope;
  for (const [first, last, kindOfRange] of ranges) {
    const [from, to] = [parsed[first], parsed[last]];
    if (from === undefined || to === undefined) continue;
    if (kindOfRange === "closed" && from > to) problems.push(`${last} must not be before ${first}.`);
    if (kindOfRange === "half-open" && from >= to) {
      problems.push(`${last} must be after ${first}: it is the first day that is left out.`);
    }
  }
  if (parsed.columns && new Set(parsed.columns).size < parsed.columns.length) {
    problems.push("columns must name each column once.");
  }
  return { scope: canonical(parsed), problems };
}

/** A list as JSON or a form sends it; a text may also name several, separated by commas. */
function list(sent: unknown): unknown {
  return [sent]
    .flat()
    .flatMap((item) => (typeof item === "string" ? item.split(",").map((part) => part.trim()) : [item]));
}

function canonical({ types, status, columns, ...scope }: ExportScope): ExportScope {
  const isUsualOrder = columns?.join() === contactColumnNames.join();
  return {
    ...some("types", types, customerTypes),
    ...some("status", status, conversationStatuses),
    ...(columns && !isUsualOrder ? { columns } : {}),
    ...scope,
  };
}

/** The choices in their own order, each once; nothing for all of them. */
function some<Choice extends string>(field: string, chosen: Choice[] | undefined, all: readonly Choice[]) {
  const inOrder = all.filter((choice) => chosen?.includes(choice));
  return inOrder.length === 0 || inOrder.length === all.length ? {} : { [field]: inOrder };
}

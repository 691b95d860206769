import { type Cursor, parseCursor, printCursor } from "@/lib/paging/cursor";
import { firstParam, type SearchParams } from "@/lib/paging/search-params";
import { type CustomerType, type SectionName, sections } from "./sections";

/** What a list of customers shows, as in the query parameters of its page. */
export type CustomerListState = {
  search: string;
  /** Only this type; null for every type of the section. */
  type: CustomerType | null;
  /** The cursor of the page; null for the first. */
  before: Cursor | null;
};

/** Longer than any name or e-mail address that a user searches for. */
const maxSearchLength = 200;

/** Reads the state from query parameters; invalid ones are ignored. */
export function parseCustomerListState(section: SectionName, params: SearchParams): CustomerListState {
  const type = sections[section].types.find((known) => known === firstParam(params.type)) ?? null;
  return { search: cleanSearch(firstParam(params.q)), type, before: parseCursor(firstParam(params.before)) };
}

/** The address of a list in this state. */
export function customerListHref(path: string, { search, type, before }: CustomerListState): string {
  const query = new URLSearchParams();
  if (search) query.set("q", search);
  if (type) query.set("type", type);
  if (before) query.set("before", printCursor(before));
  return query.size ? `${path}?${query}` : path;
}

function cleanSearch(text = ""): string {
  // Postgres rejects NUL and lone surrogates; the slice may cut a surrogate pair.
  return text.replaceAll("\0", "").slice(0, maxSearchLength).toWellFormed().trim();
}

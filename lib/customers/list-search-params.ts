import { type Cursor, parseCursor, printCursor } from "@/lib/paging/cursor";
import { type CustomerType, type SectionName, sections } from "./sections";

/** What a list shows; all of it is in the page's address. */
export type CustomerListState = {
  search: string;
  /** One type only; null for all of the page's. */
  type: CustomerType | null;
  /** Where the page before this one ended; null for the first. */
  before: Cursor | null;
};

export type SearchParams = Record<string, string | string[] | undefined>;

/** Longer than any name or e-mail address somebody would look for. */
const longestSearch = 200;

/** What an address asks a list to show. Parameters that make no sense are as if they were not there. */
export function parseCustomerListState(section: SectionName, asked: SearchParams): CustomerListState {
  const type = sections[section].types.find((known) => known === firstParam(asked.type)) ?? null;
  return { search: cleanSearch(firstParam(asked.q)), type, before: parseCursor(firstParam(asked.before)) };
}

/** The address that shows this. */
export function customerListHref(path: string, { search, type, before }: CustomerListState): string {
  const query = new URLSearchParams();
  if (search) query.set("q", search);
  if (type) query.set("type", type);
  if (before) query.set("before", printCursor(before));
  return query.size ? `${path}?${query}` : path;
}

/** The value of a parameter that may be given once. */
export function firstParam(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function cleanSearch(text = ""): string {
  // Postgres text cannot hold NUL; cutting may leave half a character, which is no text either.
  return text.replaceAll("\0", "").slice(0, longestSearch).toWellFormed().trim();
}

import { type Cursor, parseCursor, printCursor } from "@/lib/paging/cursor";
import { firstParam, type SearchParams } from "./list-search-params";

/** How far down a person's conversations and tickets the page is; null for the newest. */
export type CustomerPageState = { conversations: Cursor | null; tickets: Cursor | null };

/** What an address asks a person's page to show. */
export function parseCustomerPageState(asked: SearchParams): CustomerPageState {
  return {
    conversations: parseCursor(firstParam(asked.conversations)),
    tickets: parseCursor(firstParam(asked.tickets)),
  };
}

/** The address that shows this, at one of its two lists. */
export function customerPageHref(path: string, state: CustomerPageState, list: keyof CustomerPageState): string {
  const query = new URLSearchParams();
  for (const name of ["conversations", "tickets"] as const) {
    const cursor = state[name];
    if (cursor) query.set(name, printCursor(cursor));
  }
  return `${path}${query.size ? `?${query}` : ""}#${list}`;
}

import { type Cursor, parseCursor, printCursor } from "@/lib/paging/cursor";
import { firstParam, type SearchParams } from "@/lib/paging/search-params";

/** The cursors of the conversations and the tickets on a customer's page; null for the newest. */
export type CustomerPageState = { conversations: Cursor | null; tickets: Cursor | null };

/** Reads the state from query parameters; invalid ones are ignored. */
export function parseCustomerPageState(params: SearchParams): CustomerPageState {
  return {
    conversations: parseCursor(firstParam(params.conversations)),
    tickets: parseCursor(firstParam(params.tickets)),
  };
}

/** The address of a customer's page in this state, scrolled to one of its two lists. */
export function customerPageHref(path: string, state: CustomerPageState, list: keyof CustomerPageState): string {
  const query = new URLSearchParams();
  for (const name of ["conversations", "tickets"] as const) {
    const cursor = state[name];
    if (cursor) query.set(name, printCursor(cursor));
  }
  return `${path}${query.size ? `?${query}` : ""}#${list}`;
}

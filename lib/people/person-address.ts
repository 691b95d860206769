import { type Cursor, parseCursor, printCursor } from "./cursor";
import { type Asked, only } from "./list-address";

/** How far down a person's conversations and tickets the page is; null for the newest. */
export type PersonState = { conversations: Cursor | null; tickets: Cursor | null };

/** What an address asks a person's page to show. */
export function parsePersonState(asked: Asked): PersonState {
  return { conversations: parseCursor(only(asked.conversations)), tickets: parseCursor(only(asked.tickets)) };
}

/** The address that shows this, at one of its two lists. */
export function personAddress(path: string, state: PersonState, list: keyof PersonState): string {
  const query = new URLSearchParams();
  for (const name of ["conversations", "tickets"] as const) {
    const cursor = state[name];
    if (cursor) query.set(name, printCursor(cursor));
  }
  return `${path}${query.size ? `?${query}` : ""}#${list}`;
}

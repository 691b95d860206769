/** What an entry is: a message of the visitor, the bot or a tool; a teammate's reply; a teammate's internal note. */
export type EntryKind = "user" | "assistant" | "tool" | "reply" | "note";

export type Entry = {
  id: string;
  kind: EntryKind;
  /** The teammate; null for a message. */
  author: string | null;
  text: string;
  createdAt: string;
};

export type Thread = {
  /** The newest entries, oldest first. */
  entries: Entry[];
  /** The number of older entries that are not included. */
  earlier: number;
};

/** Maximum number of entries of a thread on a page. */
export const maxThreadEntries = 100;

/**
 * Merges lists that each hold their newest entries into one thread.
 * @param total number of entries in the database
 */
export function mergeThread(lists: Entry[][], total: number): Thread {
  const entries = lists.flat().sort(byTime).slice(-maxThreadEntries);
  return { entries, earlier: total - entries.length };
}

/** Date has milliseconds; within one, the strings decide, which have microseconds and the same form. */
function byTime(a: Entry, b: Entry): number {
  const difference = Date.parse(a.createdAt) - Date.parse(b.createdAt);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return compare(a.createdAt, b.createdAt) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

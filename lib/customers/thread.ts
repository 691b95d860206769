/** What a thread is made of: what the bot saw and wrote, what teammates answered, and what they noted for themselves. */
export type EntryKind = "user" | "assistant" | "tool" | "reply" | "note";

export type Entry = {
  id: string;
  kind: EntryKind;
  /** The teammate; null for a chat message. */
  author: string | null;
  text: string;
  createdAt: string;
};

export type Thread = {
  /** The newest entries, oldest first. */
  entries: Entry[];
  /** How many came before them. */
  earlier: number;
};

/** The most entries of a thread that are shown. */
export const threadEntries = 100;

/**
 * One thread out of lists that each hold their newest rows.
 * @param total how many entries there are altogether
 */
export function mergeThread(lists: Entry[][], total: number): Thread {
  const entries = lists.flat().sort(byTime).slice(-threadEntries);
  return { entries, earlier: total - entries.length };
}

/** Dates drop microseconds; the text, in which both are printed alike, tells apart what happened within one millisecond. */
function byTime(a: Entry, b: Entry): number {
  const [first, second] = [Date.parse(a.createdAt), Date.parse(b.createdAt)];
  if (first !== second && !Number.isNaN(first - second)) return first - second;
  return compare(a.createdAt, b.createdAt) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

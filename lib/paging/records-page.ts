import type { Cursor } from "./cursor";

/** Number of conversations or tickets per page. */
export const recordRows = 20;

/** A page of a customer's conversations or tickets, newest first. */
export type RecordsPage<Row> = {
  rows: Row[];
  /** The number of rows on all pages. */
  total: number;
  /** The cursor of the next page; null if this is the last. */
  next: Cursor | null;
  /** Whether this is the first page. */
  first: boolean;
};

type Keyed = { id: string; created_at: string };

/**
 * Makes a page of rows that were read with a limit of recordRows + 1; the extra row tells whether there is a next page.
 * @param toRow makes a row of the page from one of the database
 */
export async function recordsPage<Read extends Keyed, Row>(
  rows: Read[],
  { total, before, toRow }: { total: number; before: Cursor | null; toRow: (row: Read) => Promise<Row> },
): Promise<RecordsPage<Row>> {
  const pageRows = rows.slice(0, recordRows);
  const last = pageRows.at(-1);
  const next = last && rows.length > recordRows ? { createdAt: last.created_at, id: last.id } : null;
  return { rows: await Promise.all(pageRows.map(toRow)), total, next, first: !before };
}

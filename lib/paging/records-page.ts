import type { Cursor } from "./cursor";

/** Number of conversations or tickets per page. */
const recordRows = 20;

/** A page of a customer's conversations or tickets, newest first. */
export type RecordsPage<Row> = {
  rows: Row[];
  /** The cursor of the next page; null if this is the last. */
  next: Cursor | null;
  /** Whether this is the first page. */
  first: boolean;
};

/**
 * Makes a page of rows that were read with a limit of recordRows + 1; the extra row tells whether there is a next page.
 * @param before the cursor that they were read with
 */
export function recordsPage<Row extends { id: string; created_at: string }>(
  rows: Row[],
  before: Cursor | null,
): RecordsPage<Row> {
  const pageRows = rows.slice(0, recordRows);
  const last = pageRows.at(-1);
  const next = last && rows.length > recordRows ? { createdAt: last.created_at, id: last.id } : null;
  return { rows: pageRows, next, first: !before };
}

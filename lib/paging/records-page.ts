import type { Cursor } from "./cursor";

/** How many conversations or tickets a page shows. */
export const recordRows = 20;

/** A page of a person's conversations or tickets, newest first. */
export type RecordsPage<Row> = {
  rows: Row[];
  /** How many there are altogether. */
  total: number;
  /** Where this page ends, when older ones follow. */
  next: Cursor | null;
  /** Whether it starts with the newest. */
  first: boolean;
};

type Read = { id: string; created_at: string };

/**
 * A page out of rows that were read with one more than it shows, which tells whether older ones follow.
 * @param show makes what is shown of a row
 */
export async function recordsPage<R extends Read, Row>(
  read: R[],
  { total, before, show }: { total: number; before: Cursor | null; show: (row: R) => Promise<Row> },
): Promise<RecordsPage<Row>> {
  const kept = read.slice(0, recordRows);
  const last = kept.at(-1);
  const next = last && read.length > recordRows ? { createdAt: last.created_at, id: last.id } : null;
  return { rows: await Promise.all(kept.map(show)), total, next, first: !before };
}

/** A filter for rows older than the cursor, in the order of created_at and id. */
export function beforeCursor({ createdAt, id }: Cursor): string {
  return `created_at.lt."${createdAt}",and(created_at.eq."${createdAt}",id.lt.${id})`;
}

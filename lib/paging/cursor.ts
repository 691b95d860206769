import { z } from "zod";

/** The last row of a page: its id and its created_at as Postgres printed it, since a Date has no microseconds. */
export type Cursor = { createdAt: string; id: string };

const postgresTimestamp = /^(-?infinity|\d{4,6}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}( BC)?)$/;

/** A cursor as a query parameter. */
export function printCursor({ createdAt, id }: Cursor): string {
  return `${createdAt}_${id}`;
}

/** The cursor in a query parameter; null if it is missing or invalid. */
export function parseCursor(param: string | undefined): Cursor | null {
  const separator = param?.lastIndexOf("_") ?? -1;
  if (!param || separator < 0) return null;
  const [createdAt, id] = [param.slice(0, separator), param.slice(separator + 1)];
  return postgresTimestamp.test(createdAt) && z.guid().safeParse(id).success ? { createdAt, id } : null;
}

/** A PostgREST filter for rows that sort after the cursor by created_at and id. */
export function afterCursor({ createdAt, id }: Cursor): string {
  return `created_at.gt."${createdAt}",and(created_at.eq."${createdAt}",id.gt.${id})`;
}

/** Whether Postgres rejected a cursor that parseCursor accepts but whose date does not exist, such as 30 February. */
export function isInvalidTimestamp({ code }: { code?: string }): boolean {
  return code === "22007" || code === "22008";
}

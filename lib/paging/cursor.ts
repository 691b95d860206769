import { z } from "zod";

/** Where a page of a list ended: the last row's created_at, as Postgres printed it (a Date would drop its microseconds), and id. */
export type Cursor = { createdAt: string; id: string };

const printedTime = /^(-?infinity|\d{4,6}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}( BC)?)$/;

/** A cursor for the address. */
export function printCursor({ createdAt, id }: Cursor): string {
  return `${createdAt}_${id}`;
}

/** The cursor in an address; null when there is none or it was tampered with. */
export function parseCursor(text: string | undefined): Cursor | null {
  const split = text?.lastIndexOf("_") ?? -1;
  if (!text || split < 0) return null;
  const [createdAt, id] = [text.slice(0, split), text.slice(split + 1)];
  return printedTime.test(createdAt) && z.guid().safeParse(id).success ? { createdAt, id } : null;
}

/** Whether Postgres refused a cursor that looks right but names a moment that does not exist, such as 30 February. */
export function isInvalidTimestamp({ code }: { code?: string }): boolean {
  return code === "22007" || code === "22008";
}

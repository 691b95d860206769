import { count } from "@/lib/format/count";

/** Parents before children; jsonb does not keep the order of keys. */
const order = ["contacts", "conversations", "messages", "replies", "tickets", "ticket_replies", "ticket_notes"];

/**
 * How many records of each type a file holds: known types in a fixed order, then the others.
 * @param counts the column `exports.counts`; anything but an object has no counts
 */
export function recordCounts(counts: unknown): [type: string, count: number][] {
  if (typeof counts !== "object" || counts === null) return [];
  const position = (type: string) => (order.includes(type) ? order.indexOf(type) : order.length);
  return Object.entries(counts)
    .filter((entry): entry is [string, number] => typeof entry[1] === "number")
    .sort(([a], [b]) => position(a) - position(b));
}

/** "1 contact, 4,987 messages, 2 ticket replies". */
export function recordCountsText(counts: unknown, locale?: string): string {
  return recordCounts(counts)
    .map(([type, number]) => count(number, recordTypeText(type, 1), recordTypeText(type, 2), locale))
    .join(", ");
}

/** "ticket_replies" as "ticket reply" or "ticket replies". */
export function recordTypeText(type: string, number: number): string {
  const plural = type.replaceAll("_", " ");
  return number === 1 ? plural.replace(/ies$/, "y").replace(/s$/, "") : plural;
}

/** "ticket_replies" as "Ticket replies". */
export function recordTypeLabel(type: string): string {
  const words = type.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

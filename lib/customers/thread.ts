import { z } from "zod";
import type { BoundedCount } from "@/lib/format/count";
import type { Json } from "@/lib/supabase/database.types";

const entry = z.object({
  id: z.string(),
  /** A message of the visitor, the bot or a tool; a teammate's reply; a teammate's internal note. */
  kind: z.enum(["user", "assistant", "tool", "reply", "note"]),
  /** The teammate; null for a message. */
  author: z.string().nullable(),
  /** Its beginning, if it is long. */
  text: z.string(),
  /** The length of the whole text. */
  bytes: z.number(),
  createdAt: z.string(),
});

export type Entry = z.infer<typeof entry>;
export type EntryKind = Entry["kind"];

/** The messages, replies and notes of a conversation or ticket. */
export type Thread = {
  /** The newest entries, oldest first. */
  entries: Entry[];
  /** The number of entries, including those that are older than the newest. */
  total: BoundedCount;
};

/** Functions count up to so many rows; one more stands for any number above. */
const maxCount = 10_000;

/** A count of a function that stops counting at maxCount + 1. */
export function boundedCount(rows: number): BoundedCount {
  return { rows: Math.min(rows, maxCount), more: rows > maxCount };
}

/**
 * A thread as customer_conversations and customer_tickets return it.
 * @param entries the newest entries that fit on the page, oldest first
 */
export function parseThread(entries: Json, count: number): Thread {
  return { entries: z.array(entry).parse(entries), total: boundedCount(count) };
}

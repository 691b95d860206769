import { z } from "zod";
import type { BoundedCount } from "@/lib/format/count";
import type { Json } from "@/lib/supabase/database.types";

const entry = z.object({
  id: z.string(),
  /** A message's role: user, assistant, tool, or one of the workspace's own; reply for a teammate's reply, note for an internal note. */
  kind: z.string(),
  /** The teammate; null for a message. */
  author: z.string().nullable(),
  /** Its beginning, if it is long. */
  text: z.string(),
  /** The length of the whole text. */
  bytes: z.number(),
  createdAt: z.string(),
});

export type Entry = z.infer<typeof entry>;

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

import { databaseError } from "@/lib/supabase/database-error";
import type { TicketClient } from "@/lib/supabase/ticket-client";
import { readInOrder } from "./read-in-order";

/** A stretch of a file, a batch or so long: after one place, up to another. Without an end, to the end of the file. */
export type Range = {
  after_created_at?: string;
  after_id?: string;
  upto_created_at?: string;
  upto_id?: string;
};

/** As many as export_boundaries returns at a time; fewer means that there are no more. */
const boundariesAtATime = 50;

/**
 * The stretches that a conversations export is read in, one after another. Their ends are known ahead, so that more
 * than one can be read at a time; places are the (created_at, id) of rows, kept as the text Postgres printed.
 * @throws AppError unavailable
 */
async function* exportRanges(client: TicketClient, signal: AbortSignal): AsyncGenerator<Range> {
  let after: Pick<Range, "after_created_at" | "after_id"> = {};
  for (;;) {
    const { data, error, status } = await client.rpc("export_boundaries", after, { get: true }).abortSignal(signal);
    if (error) throw databaseError(error, status);
    const boundaries = data as [string, string][];
    for (const [upto_created_at, upto_id] of boundaries) {
      yield { ...after, upto_created_at, upto_id };
      after = { after_created_at: upto_created_at, after_id: upto_id };
    }
    if (boundaries.length < boundariesAtATime) break;
  }
  yield after;
}

/** What is left of a range after a page of it; null when nothing is. */
export function restOf(range: Range, page: { next_created_at: string | null; next_id: string }): Range | null {
  if (page.next_created_at === null) return null;
  return { ...range, after_created_at: page.next_created_at, after_id: page.next_id };
}

/** One is being sent while another is being read: more would only be held. */
const rangesAtATime = 2;

/** Reads a conversations export range by range, several at a time, and yields what they yield in order. */
export function readRanges<T>(
  client: TicketClient,
  signal: AbortSignal,
  read: (range: Range) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  async function* sources() {
    for await (const range of exportRanges(client, signal)) yield read(range);
  }
  return readInOrder(sources(), rangesAtATime);
}

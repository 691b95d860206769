import { readPages, textOf } from "@/lib/supabase/read-page";
import { readInOrder } from "./read-in-order";

/**
 * A stretch of a file, a batch or so long: after one place, up to another. Without an end, to the end of the file. Places are the
 * (created_at, id) of rows, kept as the text Postgres printed.
 */
export type Range = Partial<Record<"after_created_at" | "after_id" | "upto_created_at" | "upto_id", string>>;

/**
 * The stretches that a contacts or conversations export is read in, one after another. Their ends are known ahead, so that more
 * than one can be read at a time.
 * @throws AppError unavailable
 */
async function* exportRanges(ticket: string, signal: AbortSignal): AsyncGenerator<Range> {
  let after: Range = {};
  for await (const page of readPages(ticket, "export_boundaries", {}, signal)) {
    const boundaries: [string, string][] = JSON.parse(textOf(page));
    for (const [upto_created_at, upto_id] of boundaries) {
      yield { ...after, upto_created_at, upto_id };
      after = { after_created_at: upto_created_at, after_id: upto_id };
    }
  }
  yield after;
}

/** One is being sent while another is being read: more would only be held. */
const rangesAtATime = 3;

/** Reads a contacts or conversations export range by range, several at a time, and yields what they yield in order. */
export function readRanges<T>(
  ticket: string,
  signal: AbortSignal,
  read: (range: Range) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  async function* sources() {
    for await (const range of exportRanges(ticket, signal)) yield read(range);
  }
  return readInOrder(sources(), rangesAtATime);
}

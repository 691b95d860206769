import { batchText, fetchBatches } from "@/lib/exports/source/fetch-batches";
import { concatConcurrent } from "./concat-concurrent";

/**
 * A stretch of a file, a batch or so long: after one place, up to another. Without an end, to the end of the file. Places are the
 * (created_at, id) of rows, kept as the text Postgres printed.
 */
export type Range = Partial<Record<"after_created_at" | "after_id" | "until_created_at" | "until_id", string>>;

type Boundary = [created_at: string, id: string];

const after = ([created_at, id]: Boundary) => ({ after_created_at: created_at, after_id: id });
const upto = ([created_at, id]: Boundary) => ({ until_created_at: created_at, until_id: id });

/** Where the next batches end, in order; nothing more once what is left is less than a batch. */
async function* boundaries(
  ticket: string,
  signal: AbortSignal,
  asked: Record<string, string>,
): AsyncGenerator<Boundary> {
  for await (const page of fetchBatches(ticket, "export_range_boundaries", asked, signal)) {
    const ends: Boundary[] = JSON.parse(batchText(page));
    yield* ends;
  }
}

/** One is being sent while two are being read (decision 014). */
const rangesAtATime = 3;

/**
 * Reads a contacts or conversations export range by range and yields what they yield, in order. Where ranges end is known ahead, so
 * that more than one can be read at a time; but a file begins with the first alone, whose end is found sooner than those of many.
 * @throws AppError unavailable; whatever read throws
 */
export async function* fetchRanges<T>(
  ticket: string,
  signal: AbortSignal,
  read: (range: Range) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const { value: first } = await boundaries(ticket, signal, { max_boundaries: "1" }).next();
  if (!first) return yield* read({});
  yield* read(upto(first));
  async function* others() {
    let last: Boundary = first;
    for await (const end of boundaries(ticket, signal, after(first))) {
      yield read({ ...after(last), ...upto(end) });
      last = end;
    }
    yield read(after(last));
  }
  yield* concatConcurrent(others(), rangesAtATime);
}

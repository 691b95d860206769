import type { Batch, Position } from "@/lib/exports/types";
import { concatConcurrent } from "./concat-concurrent";
import { type BatchFunction, batchText, fetchBatches } from "./fetch-batches";

/**
 * A keyset window about one batch long: after one cursor, until another, which is included. Without an end, to the end of the file.
 * Cursors are the (created_at, id) of rows, kept as the text that Postgres printed.
 */
export type Range = Partial<Record<"after_created_at" | "after_id" | "until_created_at" | "until_id", string>>;

type Boundary = [createdAt: string, id: string];

/** One range is being sent while two are being read (docs/decisions/014). */
const concurrentRanges = 3;

/**
 * Reads a contacts or conversations export range by range, several at a time, and yields their values in order. The first range is
 * read alone, because its end is found sooner than the ends of many.
 * @param read reads one range
 * @param from where to begin; at the start by default
 * @throws AppError unavailable; whatever read throws
 */
export async function* fetchRanges<T>(
  token: string,
  signal: AbortSignal,
  read: (range: Range) => AsyncGenerator<T>,
  from: Position = {},
): AsyncGenerator<T> {
  const { value: first } = await rangeBoundaries(token, signal, { ...from, max_boundaries: "1" }).next();
  if (!first) return yield* read(from);
  yield* read({ ...from, ...until(first) });
  async function* laterRanges() {
    let last: Boundary = first;
    for await (const boundary of rangeBoundaries(token, signal, after(first))) {
      yield read({ ...after(last), ...until(boundary) });
      last = boundary;
    }
    yield read(after(last));
  }
  yield* concatConcurrent(laterRanges(), concurrentRanges);
}

/** The batches of a range, each with the position after it. */
export async function* fetchRange(
  token: string,
  name: BatchFunction,
  range: Range,
  signal: AbortSignal,
  args: Record<string, string> = {},
): AsyncGenerator<Batch> {
  const { until_created_at: createdAt, until_id: id } = range;
  const end = createdAt && id ? after([createdAt, id]) : undefined;
  for await (const batch of fetchBatches(token, name, { ...args, ...range }, signal)) {
    yield { ...batch, position: batch.meta.next ?? end };
  }
}

/** The ends of the next ranges, in order; none when less than a batch is left. */
async function* rangeBoundaries(
  token: string,
  signal: AbortSignal,
  args: Record<string, string>,
): AsyncGenerator<Boundary> {
  for await (const batch of fetchBatches(token, "export_range_boundaries", args, signal)) {
    const boundaries: Boundary[] = JSON.parse(batchText(batch));
    yield* boundaries;
  }
}

function after([createdAt, id]: Boundary): Position {
  return { after_created_at: createdAt, after_id: id };
}

function until([createdAt, id]: Boundary): Range {
  return { until_created_at: createdAt, until_id: id };
}

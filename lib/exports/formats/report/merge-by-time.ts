import { compareTimestamps } from "@/lib/format/compare-timestamps";

/** Rows that are in memory, or that are read while they are iterated. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

/** Merges two lists, each of them oldest first, into one, oldest first. Of rows with the same time, those of the first list are first. */
export async function* mergeByTime<A extends Timed, B extends Timed>(
  firstRows: Rows<A>,
  secondRows: Rows<B>,
): AsyncGenerator<A | B> {
  const [firsts, seconds] = [iterate(firstRows), iterate(secondRows)];
  let [first, second] = [await firsts.next(), await seconds.next()];
  while (!first.done || !second.done) {
    if (!first.done && (second.done || compareTimestamps(first.value.created_at, second.value.created_at) <= 0)) {
      yield first.value;
      first = await firsts.next();
    } else if (!second.done) {
      yield second.value;
      second = await seconds.next();
    }
  }
}

type Timed = { created_at: string };

function iterate<Row>(rows: Rows<Row>): Iterator<Row> | AsyncIterator<Row> {
  return Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
}

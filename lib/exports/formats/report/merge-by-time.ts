import { compareTimestamps } from "@/lib/format/compare-timestamps";

/** Rows that are in memory, or batches of rows that are read while they are iterated. */
export type Rows<Row> = Row[] | AsyncIterable<Row[]>;

/**
 * Merges two lists, each of them oldest first, into one, oldest first. Of rows with the same time, those of the first list are first.
 * @returns the merged list in batches
 */
export async function* mergeByTime<A extends Timed, B extends Timed>(
  firstRows: Rows<A>,
  secondRows: Rows<B>,
): AsyncGenerator<(A | B)[]> {
  const [first, second] = [new RowReader(firstRows), new RowReader(secondRows)];
  for (;;) {
    await first.readFurther();
    await second.readFurther();
    const merged: (A | B)[] = [];
    let [a, b] = [first.row, second.row];
    while (a && b) {
      if (compareTimestamps(a.created_at, b.created_at) <= 0) {
        merged.push(a);
        a = first.next();
      } else {
        merged.push(b);
        b = second.next();
      }
    }
    // One list has ended: what is left of the other follows.
    if (merged.length === 0) merged.push(...first.takeBatch(), ...second.takeBatch());
    if (merged.length === 0) return;
    yield merged;
  }
}

type Timed = { created_at: string };

/** Reads rows batch by batch. */
class RowReader<Row> {
  readonly #batches: Iterator<Row[]> | AsyncIterator<Row[]>;
  #batch: Row[] = [];
  #at = 0;

  constructor(rows: Rows<Row>) {
    this.#batches = Array.isArray(rows) ? [rows].values() : rows[Symbol.asyncIterator]();
  }

  /** Reads the next batch once all rows of the last one were taken. */
  async readFurther(): Promise<void> {
    while (this.#at === this.#batch.length) {
      this.#batch = [];
      this.#at = 0;
      const { value, done } = await this.#batches.next();
      if (done) return;
      this.#batch = value;
    }
  }

  /** The current row; undefined after the last one of the batch. */
  get row(): Row | undefined {
    return this.#batch[this.#at];
  }

  next(): Row | undefined {
    this.#at++;
    return this.row;
  }

  /** The rows of the batch that were not yet taken. */
  takeBatch(): Row[] {
    const rows = this.#batch.slice(this.#at);
    this.#at = this.#batch.length;
    return rows;
  }
}

import type { Batch, BatchMeta } from "@/lib/exports/types";

/** Batches of records, taken some rows at a time. */
export class RecordSource {
  readonly #batches: AsyncIterator<Batch>;
  #meta: BatchMeta | undefined;
  /** The current batch, where the rows begin that were not taken yet, and how many there are. */
  text = Buffer.alloc(0);
  at = 0;
  rows = 0;

  constructor(batches: AsyncIterable<Batch>) {
    this.#batches = batches[Symbol.asyncIterator]();
  }

  /** Reads until there is a row. @returns whether there is one */
  async fill(): Promise<boolean> {
    while (this.rows === 0) {
      const { value, done } = await this.#batches.next();
      if (done) return false;
      this.text = Buffer.concat(value.body);
      this.#meta = value.meta;
      this.at = 0;
      this.rows = value.meta.rows;
    }
    return true;
  }

  /** Takes rows that end at a position. @returns the counts of the batch with its last row, else nothing */
  take(rows: number, end: number): BatchMeta["counts"] {
    this.rows -= rows;
    this.at = end;
    if (this.rows > 0) return {};
    if (end !== this.text.length) throw new Error("More than the expected rows in a batch.");
    return this.#meta?.counts ?? {};
  }

  /** Stops reading. */
  async close(): Promise<void> {
    await this.#batches.return?.();
  }
}

import { addCellCounts, addCounts } from "@/lib/exports/chunk";
import type { Chunk } from "@/lib/exports/types";
import { type FileHash, fileHash } from "./file-hash";
import type { FilePart } from "./file-part";

/** Parts are about this long, in large files a thousandth of what was sent: a file has a few thousand parts at most. */
const partBytes = 4 * 1024 * 1024;
const partShare = 1000;

const nothing: Omit<FilePart, "sha256" | "state"> = {
  bytes: 0,
  rows: 0,
  escapedCells: 0,
  counts: {},
  cutCells: {},
  position: null,
};

/** Where a file goes on, and what was recorded of it by earlier attempts. */
type Continued = {
  hash: FileHash;
  /** What the hash has seen; from the first byte by default. */
  start?: FilePart;
  /** In the order of the file. */
  known: readonly FilePart[];
  /** Called at the end of each part with the hash up to there. */
  onPart?: (bytes: number, hash: FileHash) => void;
};

/**
 * What is known of a file while it is made: its size, counts and hash, and the parts to record. The bytes of a later attempt are compared
 * with the parts of earlier ones, wherever one of these ends.
 */
export class SentFile {
  readonly #hash: FileHash;
  readonly #onPart: Continued["onPart"];
  #sum: typeof nothing;
  /** Parts of earlier attempts that are still to be compared. */
  #known: readonly FilePart[];
  /** The end of the last part that was noted. */
  #noted: number;
  /** The end of the last of them where a writer can begin. */
  #notedStart: number;
  /** Parts that are not recorded yet. */
  #parts: FilePart[] = [];
  #differs = false;

  constructor({ hash, start, known, onPart }: Continued = { hash: fileHash(), known: [] }) {
    this.#hash = hash;
    this.#onPart = onPart;
    this.#sum = start ?? nothing;
    this.#noted = this.#sum.bytes;
    this.#notedStart = this.#sum.bytes;
    this.#known = known.filter(({ bytes }) => bytes > this.#sum.bytes);
  }

  get rows(): number {
    return this.#sum.rows;
  }

  get bytes(): number {
    return this.#sum.bytes;
  }

  /** Everything but the hash. */
  get totals(): Readonly<typeof nothing> {
    return this.#sum;
  }

  get sha256(): string {
    return this.#hash.digest();
  }

  /** Whether a byte is another one than in an earlier attempt. */
  get differs(): boolean {
    return this.#differs;
  }

  /** Up to where no byte is left to be compared. */
  get comparedBytes(): number {
    return this.#known.length > 0 ? this.#noted : this.#sum.bytes;
  }

  /** Counts, hashes and compares the next chunk. */
  add({ text, rows, escapedCells, counts, cutCells, position }: Chunk<Uint8Array>): void {
    const before = this.#sum.bytes;
    let hashed = 0;
    for (let part = this.#known[0]; part && part.bytes <= before + text.length; part = this.#known[0]) {
      this.#hash.update(text.subarray(hashed, part.bytes - before));
      hashed = part.bytes - before;
      this.#compare(part);
    }
    this.#hash.update(text.subarray(hashed));
    this.#sum = {
      bytes: before + text.length,
      rows: this.#sum.rows + rows,
      escapedCells: this.#sum.escapedCells + escapedCells,
      counts: addCounts(this.#sum.counts, counts),
      cutCells: addCellCounts(this.#sum.cutCells, cutCells),
      position: position ?? null,
    };
    const wanted = this.#minPartBytes;
    // Where the writer can begin, wherever progress was reported meanwhile; elsewhere only if no such place comes soon.
    if (position ? this.#sum.bytes - this.#notedStart >= wanted : this.#sum.bytes - this.#noted >= 2 * wanted)
      this.#note();
  }

  /** To be called after the last chunk: a part that ends later is of other bytes. */
  end(): void {
    if (this.#known.length > 0) this.#setDiffers();
  }

  /** Notes what was added last as a part. @param minBytes unless fewer bytes are new */
  notePart(minBytes = 1): void {
    if (this.#sum.bytes - this.#noted >= minBytes) this.#note();
  }

  /** Notes a part while the file is sent, unless little was added. @returns some parts that are not recorded yet */
  nextParts(): FilePart[] {
    this.notePart(Math.max(1, this.#sum.bytes / partShare));
    return this.#parts.slice(0, 50);
  }

  /** All parts that are not recorded yet, with one that ends here. */
  lastParts(): FilePart[] {
    this.notePart();
    return this.#parts;
  }

  /** Forgets parts that were recorded. */
  forgetParts(recorded: readonly FilePart[]): void {
    this.#parts = this.#parts.filter((part) => !recorded.includes(part));
  }

  get #minPartBytes(): number {
    return Math.max(partBytes, this.#sum.bytes / partShare);
  }

  #compare(part: FilePart): void {
    this.#known = this.#known.slice(1);
    if (this.#hash.digest() !== part.sha256) {
      this.#setDiffers();
      return;
    }
    this.#noted = part.bytes;
    if (part.position) this.#notedStart = part.bytes;
    this.#onPart?.(part.bytes, this.#hash);
    const state = this.#hash.state();
    if (part.state === null && state !== null) this.#parts.push({ ...part, state });
  }

  #setDiffers(): void {
    this.#differs = true;
    this.#known = [];
    this.#parts = [];
  }

  /** Not before the last known part: until then these bytes may turn out to be others. */
  #note(): void {
    if (this.#differs || this.#known.length > 0) return;
    this.#noted = this.#sum.bytes;
    if (this.#sum.position) this.#notedStart = this.#sum.bytes;
    this.#parts.push({ ...this.#sum, sha256: this.#hash.digest(), state: this.#hash.state() });
    this.#onPart?.(this.#sum.bytes, this.#hash);
  }
}

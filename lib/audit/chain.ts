import { createHash } from "node:crypto";
import { canonicalEntry, NotCanonical } from "./canonical-form.ts";

/** An entry of an exported log: these fields are valid, the others are checked with its hash. */
export type LogEntry = {
  seq: number;
  hash: string;
  previousHash: string;
  createdAt: string;
  /** All fields, with an ExactNumber for each number. */
  fields: Record<string, unknown>;
};

/** What is wrong with one place of a log; both texts are for users and hold nothing from the log but whole numbers. */
export type Problem = { place: string; reason: string };

/** The correct hash of an entry: SHA-256, in hex, of its canonical form. @throws NotCanonical */
function entryHash(fields: Record<string, unknown>): string {
  return createHash("sha256").update(canonicalEntry(fields)).digest("hex");
}

/** Checks the entries of a log one after another, in the order of the file, and goes on after each problem. */
export class ChainChecker {
  /** The valid number and hash that the next entry follows; null after an unreadable one. */
  #previous: { seq: number; hash: string } | null = { seq: 0, hash: "0".repeat(64) };

  /** @returns what is wrong with the entry, or null */
  check(entry: LogEntry): string | null {
    const reasons = [this.#positionProblem(entry), contentProblem(entry)].filter((reason) => reason !== null);
    if (entry.seq > 0) this.#previous = entry;
    return reasons.join("; ") || null;
  }

  /** Records that something in the file could not be read, which may have been an entry. */
  skip(): void {
    this.#previous = null;
  }

  #positionProblem({ seq, previousHash }: LogEntry): string | null {
    if (seq < 1) return "its number is below 1";
    if (this.#previous === null) return null;
    if (seq === this.#previous.seq) return "another entry has the same number";
    if (seq < this.#previous.seq) return "it is out of order";
    if (seq > this.#previous.seq + 1) return "entries before it are missing";
    return previousHash === this.#previous.hash ? null : "it does not follow the entry before it";
  }
}

function contentProblem({ hash, fields }: LogEntry): string | null {
  try {
    return hash === entryHash(fields) ? null : "it was changed outside Hydra";
  } catch (error) {
    if (error instanceof NotCanonical) return error.message;
    throw error;
  }
}

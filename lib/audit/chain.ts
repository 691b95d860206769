import { createHash } from "node:crypto";

/** An entry as in the audit log's JSON export. */
export type ExportedEntry = { seq: number; previous_hash: string; hash: string; created_at: string } & Record<
  string,
  unknown
>;

/** The result of checking a whole exported log. */
export type ChainReport = {
  entries: number;
  /** created_at of the first entry. */
  since: string | null;
  /** The last entry. */
  head: { seq: number; hash: string } | null;
  /** The first entry that does not fit the chain. */
  firstInvalid: { seq: number; reason: string } | null;
};

/**
 * The canonical form that is hashed: RFC 8785 (JSON Canonicalization Scheme) for what entries consist of, that is objects with
 * sorted keys, arrays, strings, integers, booleans and null.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}

/** The correct hash of an entry: SHA-256, in hex, of its canonical form without `hash`. */
export function entryHash({ hash: _, ...entry }: ExportedEntry): string {
  return createHash("sha256").update(canonicalJson(entry)).digest("hex");
}

/**
 * Checks the hash chain of a whole exported log.
 * @param entries in the order of the file
 */
export function checkChain(entries: readonly ExportedEntry[]): ChainReport {
  const last = entries.at(-1);
  return {
    entries: entries.length,
    since: entries[0]?.created_at ?? null,
    head: last ? { seq: last.seq, hash: last.hash } : null,
    firstInvalid: findInvalid(entries),
  };
}

function findInvalid(entries: readonly ExportedEntry[]): ChainReport["firstInvalid"] {
  let previous = { seq: 0, hash: "0".repeat(64) };
  for (const entry of entries) {
    const reason = invalidReason(entry, previous);
    if (reason) return { seq: entry.seq, reason };
    previous = entry;
  }
  return null;
}

function invalidReason(entry: ExportedEntry, previous: { seq: number; hash: string }): string | null {
  if (entry.seq !== previous.seq + 1) return "entries before it are missing or out of order";
  if (entry.previous_hash !== previous.hash) return "it does not follow the entry before it";
  if (entry.hash !== entryHash(entry)) return "it was changed";
  return null;
}

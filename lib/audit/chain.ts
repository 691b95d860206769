import { createHash } from "node:crypto";

/** An entry as the audit log's JSON export has it. */
export type ExportedEntry = { seq: number; previous_hash: string; hash: string; created_at: string } & Record<
  string,
  unknown
>;

/** What a walk along the chain found. */
export type ChainReport = {
  entries: number;
  since: string | null;
  head: { seq: number; hash: string } | null;
  broken: { seq: number; why: string } | null;
};

/**
 * The canonical form that hashes are taken of: RFC 8785 (JSON Canonicalization Scheme), as far as entries need it: objects with
 * their keys in order, strings, whole numbers, booleans and null.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(",")}}`;
}

/** The hash that an entry has to have: SHA-256, in hex, of the canonical form of all of it but the hash. */
export function entryHash({ hash: _, ...entry }: ExportedEntry): string {
  return createHash("sha256").update(canonicalJson(entry)).digest("hex");
}

/**
 * Walks a whole exported log.
 * @param entries in the order of the file
 * @returns the first entry that does not fit, if any
 */
export function checkChain(entries: readonly ExportedEntry[]): ChainReport {
  let previous = { seq: 0, hash: "0".repeat(64) };
  for (const entry of entries) {
    const why =
      entry.seq !== previous.seq + 1
        ? "entries before it are missing or out of order"
        : entry.previous_hash !== previous.hash
          ? "it does not follow the entry before it"
          : entry.hash !== entryHash(entry)
            ? "it was changed"
            : null;
    if (why) return { ...report(entries), broken: { seq: entry.seq, why } };
    previous = { seq: entry.seq, hash: entry.hash };
  }
  return report(entries);
}

function report(entries: readonly ExportedEntry[]): ChainReport {
  const last = entries.at(-1);
  return {
    entries: entries.length,
    since: entries[0]?.created_at ?? null,
    head: last ? { seq: last.seq, hash: last.hash } : null,
    broken: null,
  };
}

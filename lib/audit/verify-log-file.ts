import { parseExactJson, RawJson } from "../format/exact-json.ts";
import { hashedFields, wholeNumber } from "./canonical-form.ts";
import { ChainChecker, type LogEntry, type Problem } from "./chain.ts";
import { splitJsonArray } from "./split-json-array.ts";

/** The result of checking an exported log. */
export type LogReport = {
  /** How many entries could be read. */
  entries: number;
  problemCount: number;
  /** The first 100. */
  problems: Problem[];
  /** created_at of the first entry, as it stands in the file. */
  since: string | null;
  /** The last entry. */
  head: { seq: number; hash: string } | null;
  /** Fields that no hash covers, as they stand in the file; 10 at most. */
  unhashedFields: string[];
};

type Options = {
  /** The hash of an entry, as it was recorded elsewhere. */
  recordedHash?: string;
  /** Called with the number of entries read so far, every 10,000. */
  onProgress?(entries: number): void;
};

const maxProblems = 100;

/**
 * Checks the hash chain of an audit log exported as JSON, entry by entry, whatever is in the file. Needs no database.
 * @throws NotAnArray when the file is no list at all
 */
export async function verifyLogFile(
  chunks: AsyncIterable<Uint8Array>,
  { recordedHash, onProgress }: Options = {},
): Promise<LogReport> {
  const report: LogReport = { entries: 0, problemCount: 0, problems: [], since: null, head: null, unhashedFields: [] };
  const add = (place: string, reason: string) => {
    if (report.problemCount++ < maxProblems) report.problems.push({ place, reason });
  };
  const checker = new ChainChecker();
  let [elements, foundRecorded] = [0, false];
  for await (const element of splitJsonArray(chunks)) {
    if ("problem" in element && element.with === "file") {
      add("The file", element.problem);
      continue;
    }
    elements++;
    const entry = "problem" in element ? element.problem : parseEntry(element.text, element.members);
    if (typeof entry === "string") {
      checker.skip();
      add(`Element ${elements.toLocaleString("en")} of the file`, entry);
      continue;
    }
    const reason = checker.check(entry);
    if (reason) add(`Entry ${entry.seq.toLocaleString("en")}`, reason);
    report.entries++;
    report.since ??= entry.createdAt;
    report.head = { seq: entry.seq, hash: entry.hash };
    foundRecorded ||= entry.hash === recordedHash;
    addUnhashedFields(report.unhashedFields, entry.fields);
    if (report.entries % 10_000 === 0) onProgress?.(report.entries);
  }
  if (elements === 0 && report.problemCount === 0)
    add("The log", "it has no entries, but an exported log has at least that of its own export");
  // A chain without its newest entries is still valid: only a hash recorded elsewhere shows that they are missing.
  if (recordedHash && !foundRecorded) {
    add("The log", "no entry has the recorded hash: the newest entries are missing, or this is another log");
  }
  return report;
}

/** @returns the entry, or why the text is none */
function parseEntry(text: string, members: number): LogEntry | string {
  let fields: unknown;
  try {
    fields = parseExactJson(text);
    if (countMembers(fields) !== members) return "a key occurs twice in it";
  } catch (error) {
    return error instanceof RangeError ? "it is nested too deeply" : "it is not valid JSON";
  }
  if (!isObject(fields)) return "it is not an entry";
  const { previous_hash: previousHash, hash, created_at: createdAt } = fields;
  const seq = wholeNumber(fields.seq);
  if (seq === undefined) return "its seq is missing or not a whole number within 2^53 - 1";
  if (!isHash(previousHash) || !isHash(hash)) return "its hashes are missing or not 64 hexadecimal digits";
  if (typeof createdAt !== "string") return "its created_at is missing or not text";
  return { seq, previousHash, hash, createdAt, fields };
}

/** @throws RangeError for JSON that parseExactJson leaves unparsed */
function countMembers(value: unknown): number {
  if (value instanceof RawJson) throw new RangeError("nested too deeply");
  if (Array.isArray(value)) return value.reduce((sum: number, element) => sum + countMembers(element), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce((sum: number, member) => sum + 1 + countMembers(member), 0);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

function addUnhashedFields(names: string[], fields: Record<string, unknown>): void {
  for (const name of Object.keys(fields)) {
    if (name !== "hash" && !hashedFields.has(name) && !names.includes(name) && names.length < 10) names.push(name);
  }
}

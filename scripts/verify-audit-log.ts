// npm run verify-audit-log -- acme-audit-log-2026-11-23.json [head hash]: verifies an exported audit log without the database.
import { readFile } from "node:fs/promises";
import { checkChain, type ExportedEntry } from "../lib/audit/chain.ts";

const [file, recordedHash] = process.argv.slice(2);
if (!file) {
  console.error("Usage: npm run verify-audit-log -- <audit log as JSON> [the head's hash, as recorded earlier]");
  process.exit(2);
}

let entries: ExportedEntry[];
try {
  entries = JSON.parse(await readFile(file, "utf8"));
  if (!Array.isArray(entries)) throw new Error("it is not a list of entries");
} catch (error) {
  console.error(`${file} cannot be read as an exported audit log: ${(error as Error).message}`);
  process.exit(2);
}

const { firstInvalid, since, head } = checkChain(entries);
if (firstInvalid) {
  console.error(`Broken: entry ${firstInvalid.seq} does not fit: ${firstInvalid.reason}.`);
  process.exit(1);
}
// A chain without its newest entries is still valid: only a hash recorded elsewhere shows that they are missing.
if (recordedHash && !entries.some(({ hash }) => hash === recordedHash)) {
  console.error(
    `Broken: no entry has the hash ${recordedHash}; the newest entries are missing, or this is another log.`,
  );
  process.exit(1);
}
console.log(`${entries.length} entries, unbroken since ${since ?? "the beginning"}.`);
if (head) console.log(`Head: entry ${head.seq}, ${head.hash}`);

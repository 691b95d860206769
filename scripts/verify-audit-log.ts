// npm run verify-audit-log -- acme-audit-log-2026-11-23.json [head hash]: checks an exported audit log without the database.
import { readFile } from "node:fs/promises";
import { checkChain, type ExportedEntry } from "../lib/audit/chain.ts";

const [file, anchor] = process.argv.slice(2);
if (!file) {
  console.error("Say which file: npm run verify-audit-log -- <audit log as JSON> [the head's hash, as you noted it]");
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
// Cutting the newest entries off leaves a chain that fits: only a hash noted down elsewhere gives that away.
if (anchor && !entries.some(({ hash }) => hash === anchor)) {
  console.error(`Broken: no entry has the hash ${anchor}; the newest entries are missing, or the log is another one.`);
  process.exit(1);
}
console.log(`${entries.length} entries, unbroken since ${since ?? "the beginning"}.`);
if (head) console.log(`Head: entry ${head.seq}, ${head.hash}`);

// npm run verify-audit-log -- acme-audit-log-2026-11-23.json [hash]: verifies an exported audit log without the database.
// Exit code: 0 unbroken, 1 broken, 2 the file cannot be read as an exported log.
import { createReadStream } from "node:fs";
import { type LogReport, verifyLogFile } from "../lib/audit/verify-log-file.ts";
import { printable } from "../lib/format/printable.ts";

const [file, recordedHash] = process.argv.slice(2);
if (!file || (recordedHash !== undefined && !/^[0-9a-f]{64}$/.test(recordedHash))) {
  console.error("Usage: npm run verify-audit-log -- <audit log as JSON> [the hash of an entry, as recorded elsewhere]");
  process.exit(2);
}

function showProgress(entries: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${entries.toLocaleString("en")} entries…`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
}

function print({ entries, problemCount, problems, since, head, unhashedFields }: LogReport): void {
  if (unhashedFields.length > 0) {
    console.error(`Not covered by the hashes, so not verified: ${unhashedFields.map(printable).join(", ")}`);
  }
  if (problemCount === 0) {
    console.log(`${entries.toLocaleString("en")} entries, unbroken since ${printable(since ?? "")}.`);
    console.log(`Head: entry ${head?.seq}, ${head?.hash}`);
    return;
  }
  for (const { place, reason } of problems) console.error(`${place}: ${reason}.`);
  const more = problemCount - problems.length;
  if (more > 0) console.error(`… and ${more.toLocaleString("en")} more.`);
  console.error(
    `Broken: ${problemCount === 1 ? "1 problem" : `${problemCount.toLocaleString("en")} problems`} in ${entries === 1 ? "1 entry" : `${entries.toLocaleString("en")} entries`}.`,
  );
  process.exitCode = 1;
}

try {
  const report = await verifyLogFile(createReadStream(file, { highWaterMark: 1024 * 1024 }), {
    recordedHash,
    onProgress: showProgress,
  });
  clearProgress();
  print(report);
} catch (error) {
  clearProgress();
  console.error(`${printable(file)} cannot be read as an exported audit log: ${printable((error as Error).message)}`);
  process.exitCode = 2;
}

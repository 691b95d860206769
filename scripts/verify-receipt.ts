// npm run verify-receipt -- receipt.json acme-contacts-2026-11-25.csv [--keys <address or file>]: checks that the server signed the
// receipt and that the file is the one it is about. Needs no account. Exit code 0: both are good; 1: anything else.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { decodeText } from "../lib/format/decode-text.ts";
import { printable } from "../lib/format/printable.ts";
import { checkReceipt } from "../lib/receipts/check-receipt.ts";
import type { FileFacts } from "../lib/receipts/receipt-problems.ts";

const usage =
  "Usage: npm run verify-receipt -- <receipt> <file> [--keys <address or file of the server's public keys>]";
const maxReceiptBytes = 64 * 1024;

/** A problem to tell the user about, in one line. */
class Problem extends Error {}

async function main(): Promise<number> {
  const { receipt, file, keys } = readArguments();
  const text = await readReceipt(receipt);
  const facts = await hashFile(file);
  const { valid, lines } = await checkReceipt(text, facts, await readKeys(keys));
  (valid ? console.log : console.error)(lines.join("\n"));
  console.log(`Keys: ${printable(keys)}`);
  return valid ? 0 : 1;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options: { keys: { type: "string" } }, allowPositionals: true });
    const [receipt, file, ...rest] = positionals;
    if (!receipt || !file || rest.length > 0) throw new Problem(usage);
    // Never an address from the receipt itself: whoever forges it would publish keys of their own.
    const own = `http://localhost:${process.env.PORT ?? 3000}/.well-known/hydra-export-keys.json`;
    return { receipt, file, keys: values.keys ?? own };
  } catch {
    throw new Problem(usage);
  }
}

async function readReceipt(path: string): Promise<string> {
  try {
    await using handle = await open(path);
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(maxReceiptBytes + 1), 0, maxReceiptBytes + 1, 0);
    if (bytesRead > maxReceiptBytes) throw new Problem(`${printable(path)} is too large for a receipt.`);
    return decodeText(buffer.subarray(0, bytesRead));
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function hashFile(path: string): Promise<FileFacts> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
      }
    });
  } catch (error) {
    throw unreadable(path, error);
  }
  return { sha256: hash.digest("hex"), bytes };
}

async function readKeys(place: string) {
  try {
    if (!/^https?:/.test(place)) return JSON.parse(decodeText(await readFile(place)));
    const response = await fetch(place, { signal: AbortSignal.timeout(20_000) });
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    return await response.json();
  } catch (error) {
    const { cause, message } = error as Error;
    const why = printable((cause as Error | undefined)?.message || message);
    throw new Problem(
      `The server's keys cannot be read from ${printable(place)} (${why}).\n` +
        "Say where they are: --keys https://<your Hydra>/.well-known/hydra-export-keys.json",
    );
  }
}

function unreadable(path: string, error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { code } = error as NodeJS.ErrnoException;
  const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : (code ?? "error");
  return new Problem(`${printable(path)} cannot be read: ${why}.`);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Problem ? error.message : "The receipt cannot be checked.");
  process.exitCode = 1;
}

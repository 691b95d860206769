import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { SentFile } from "@/lib/exports/lifecycle/sent-file";

const megabyte = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

it("a file that is sent slowly has parts at which reading can go on, however often its progress is reported", () => {
  const file = new SentFile();
  const sent: Uint8Array[] = [];
  const parts = [];
  // Batches of eight chunks of 64 kB: the writer can begin after the last chunk of each. Never reported just then.
  for (let chunk = 1; chunk <= 320; chunk++) {
    const text = Buffer.alloc(64 * 1024, chunk);
    sent.push(text);
    const position = chunk % 8 === 0 ? { after_id: String(chunk) } : undefined;
    file.add({ text, rows: 0, escapedCells: 0, position });
    if (chunk % 8 === 5) {
      const next = file.nextParts();
      parts.push(...next);
      file.forgetParts(next);
    }
  }
  parts.push(...file.lastParts());
  const starts = parts.filter(({ position }) => position !== null);
  // 20 MB: a place to begin about every 4 MB.
  expect(starts.map(({ bytes }) => bytes / megabyte)).toEqual([4, 8, 12, 16, 20]);
  for (const { bytes, position, sha256: hash } of starts) {
    expect(position).toEqual({ after_id: String(bytes / 65_536) });
    expect(hash).toBe(sha256(Buffer.concat(sent).subarray(0, bytes)));
  }
});

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** What the worker says: how far it is, the hash at the end, or that the file cannot be read. */
export type HashNews = { done: number } | { sha256: string } | { unreadable: true };

const everyMs = 100;

// Hashes the file it is sent, piece by piece: memory stays flat however large the file is.
addEventListener("message", async ({ data: file }: MessageEvent<File>) => {
  const tell = (news: HashNews) => postMessage(news);
  try {
    const hash = sha256.create();
    const reader = file.stream().getReader();
    let done = 0;
    let told = 0;
    for (;;) {
      const piece = await reader.read();
      if (piece.done) break;
      hash.update(piece.value);
      done += piece.value.length;
      if (performance.now() - told > everyMs) {
        told = performance.now();
        tell({ done });
      }
    }
    tell({ sha256: bytesToHex(hash.digest()) });
  } catch {
    tell({ unreadable: true });
  }
});

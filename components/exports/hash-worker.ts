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
    let done = 0;
    let told = 0;
    for await (const piece of piecesOf(file)) {
      hash.update(piece);
      done += piece.length;
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

const stretch = 16 * 1024 * 1024;

/**
 * Reads a file into the same megabyte again and again: pieces with memory of their own wait for the garbage collector by the
 * hundred MB. Stretch by stretch, because Chromium stands still when one long stream is read this way more slowly than it comes.
 */
async function* piecesOf(file: File): AsyncGenerator<Uint8Array> {
  let buffer = new ArrayBuffer(1024 * 1024);
  for (let from = 0; from < file.size; from += stretch) {
    const reader = byteReader(file.slice(from, from + stretch));
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(buffer));
      if (value) buffer = value.buffer;
      if (done) break;
      yield value;
    }
  }
}

/** A reader that fills the memory it is given; where a browser has none for files, one that brings its own. */
function byteReader(part: Blob): Pick<ReadableStreamBYOBReader, "read"> {
  const stream = part.stream();
  try {
    return stream.getReader({ mode: "byob" });
  } catch {
    return stream.getReader() as unknown as ReadableStreamBYOBReader;
  }
}

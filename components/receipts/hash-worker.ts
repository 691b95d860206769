import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** What the worker posts: bytes hashed so far, the hash at the end, or that the file cannot be read. */
export type HashMessage = { hashedBytes: number } | { sha256: string } | { unreadable: true };

const progressIntervalMs = 100;
const bufferBytes = 1024 * 1024;
const sliceBytes = 16 * 1024 * 1024;

// Hashes the file it is sent, chunk by chunk: memory does not grow with the size of the file.
addEventListener("message", async ({ data: file }: MessageEvent<File>) => {
  const post = (message: HashMessage) => postMessage(message);
  try {
    const hash = sha256.create();
    let hashedBytes = 0;
    let postedAt = 0;
    for await (const chunk of readChunks(file)) {
      hash.update(chunk);
      hashedBytes += chunk.length;
      if (performance.now() - postedAt > progressIntervalMs) {
        postedAt = performance.now();
        post({ hashedBytes });
      }
    }
    post({ sha256: bytesToHex(hash.digest()) });
  } catch {
    post({ unreadable: true });
  }
});

/**
 * Reads a file into one reused buffer: a buffer per chunk leaves hundreds of MB to the garbage collector. Reads slice by slice,
 * because Chromium stalls when one long stream is consumed more slowly than it arrives.
 */
async function* readChunks(file: File): AsyncGenerator<Uint8Array> {
  let buffer = new ArrayBuffer(bufferBytes);
  for (let start = 0; start < file.size; start += sliceBytes) {
    const reader = byteReader(file.slice(start, start + sliceBytes));
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(buffer));
      if (value) buffer = value.buffer;
      if (done) break;
      yield value;
    }
  }
}

/** A BYOB reader; a default reader, which allocates, in browsers without BYOB for files. */
function byteReader(slice: Blob): Pick<ReadableStreamBYOBReader, "read"> {
  const stream = slice.stream();
  try {
    return stream.getReader({ mode: "byob" });
  } catch {
    return stream.getReader() as unknown as ReadableStreamBYOBReader;
  }
}

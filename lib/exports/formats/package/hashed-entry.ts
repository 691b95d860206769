import { createHash } from "node:crypto";

/** A file's name, size in bytes, and SHA-256 in hex. */
export type PartFacts = { name: string; bytes: number; sha256: string };

/** Passes the bytes of a file on, and says at their end what they were. */
export async function* hashed(
  name: string,
  content: AsyncIterable<Uint8Array>,
  onEnd: (facts: PartFacts) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  onEnd({ name, bytes, sha256: hash.digest("hex") });
}

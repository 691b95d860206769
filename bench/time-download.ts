import type { Sample } from "./scenario.ts";

/** Times a download from before its request to its first and to its last byte. Discards the bytes. */
export async function timeDownload(request: () => Promise<AsyncIterable<Uint8Array>>): Promise<Sample> {
  const start = performance.now();
  let firstByteMs: number | undefined;
  let bytes = 0;
  for await (const chunk of await request()) {
    firstByteMs ??= performance.now() - start;
    bytes += chunk.length;
  }
  const ms = performance.now() - start;
  return { ms, firstByteMs: firstByteMs ?? ms, bytes };
}

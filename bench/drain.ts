import type { Sample } from "./scenario.ts";

/** Times a download to its last byte, and to its first, from before it is asked for. */
export async function drain(ask: () => Promise<AsyncIterable<Uint8Array>>): Promise<Sample> {
  const start = performance.now();
  let firstByteMs: number | undefined;
  let bytes = 0;
  for await (const chunk of await ask()) {
    firstByteMs ??= performance.now() - start;
    bytes += chunk.length;
  }
  const ms = performance.now() - start;
  return { ms, firstByteMs: firstByteMs ?? ms, bytes };
}

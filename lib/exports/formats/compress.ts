import { constants, createDeflateRaw, createGzip, type DeflateRaw, type Gzip } from "node:zlib";
import { textChunk } from "@/lib/exports/chunk";
import type { Chunk } from "@/lib/exports/types";

/** Compresses one stream of bytes in zlib's own threads; what was written so far can be sent at any time. */
export class Compressor {
  readonly #stream: DeflateRaw | Gzip;
  #output: Uint8Array<ArrayBuffer>[] = [];
  #error: Error | undefined;

  /** @param level 1 (fast) to 9 (small) */
  constructor(format: "gzip" | "deflate-raw", level: number) {
    this.#stream = format === "gzip" ? createGzip({ level }) : createDeflateRaw({ level });
    this.#stream.on("data", (bytes: Buffer<ArrayBuffer>) => this.#output.push(bytes));
    this.#stream.on("error", (error) => {
      this.#error = error;
    });
  }

  /** Compresses bytes. @returns compressed bytes that they can be restored from, together with all before */
  write(buffers: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>[]> {
    for (const bytes of buffers) this.#stream.write(bytes);
    return this.#taken((done) => this.#stream.flush(constants.Z_SYNC_FLUSH, done));
  }

  /** Ends the stream. @returns its last bytes */
  end(): Promise<Uint8Array<ArrayBuffer>[]> {
    return this.#taken((done) => this.#stream.end().once("end", done));
  }

  /** Frees the memory of zlib, also before the end. */
  close(): void {
    this.#stream.destroy();
  }

  #taken(act: (done: () => void) => void): Promise<Uint8Array<ArrayBuffer>[]> {
    return new Promise((resolve, reject) => {
      act(() => {
        if (this.#error) return reject(this.#error);
        resolve(this.#output);
        this.#output = [];
      });
    });
  }
}

/** zlib's default: levels above take longer and save little. */
const gzipLevel = 6;

/** Compresses a file (RFC 1952). Each chunk is complete when it is yielded: its rows can be read from what was sent. */
export async function* gzipChunks(chunks: AsyncIterable<Chunk<Uint8Array>>): AsyncGenerator<Chunk> {
  const gzip = new Compressor("gzip", gzipLevel);
  try {
    for await (const chunk of chunks) {
      // What follows depends on all that was before.
      yield { ...chunk, text: await gzip.write([chunk.text]), position: undefined };
    }
    yield textChunk(await gzip.end());
  } finally {
    gzip.close();
  }
}

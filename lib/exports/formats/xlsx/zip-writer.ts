import { crc32 } from "node:zlib";
import { type AsyncFlateStreamHandler, Zip, type ZipInputFile } from "fflate";
import { chunkBytes, textChunk } from "@/lib/exports/chunk";
import type { Chunk } from "@/lib/exports/types";
import { Compressor } from "../compress";

/** XML compresses to about a tenth at every level; higher ones take several times as long (decision 048). */
const level = 1;
/** Of DEFLATE in a ZIP file (APPNOTE.TXT, 4.4.5). */
const deflate = 8;
/** A ZIP file without the ZIP64 extension, which fflate does not write. */
const maxBytes = 2 ** 32 - 1;

/** fflate sets ondata when the entry is added. */
type Entry = Omit<ZipInputFile, "ondata"> & {
  size: number;
  crc: number;
  ondata: AsyncFlateStreamHandler;
};

/** Writes a ZIP file entry by entry. fflate writes the container; zlib compresses, in its own threads. */
export class ZipWriter {
  readonly #modifiedAt: Date;
  readonly #zip: Zip;
  #output: Uint8Array[] = [];
  #bytes = 0;

  /** @param modifiedAt of every entry */
  constructor(modifiedAt: Date) {
    this.#modifiedAt = modifiedAt;
    this.#zip = new Zip((error, bytes) => {
      if (error) throw error;
      this.#output.push(bytes);
      this.#bytes += bytes.length;
    });
  }

  /**
   * Writes an entry. Each chunk is complete when it is yielded: its rows can be read from what was sent.
   * @throws Error when the file grows beyond 4 GiB
   */
  async *entry(name: string, chunks: AsyncIterable<Chunk> | Iterable<Chunk>): AsyncGenerator<Chunk> {
    const file = { filename: name, compression: deflate, mtime: this.#modifiedAt, size: 0, crc: 0 } as Entry;
    this.#zip.add(file);
    const compressor = new Compressor("deflate-raw", level);
    try {
      for await (const chunk of chunks) {
        const buffers = chunkBytes(chunk);
        for (const bytes of buffers) {
          file.crc = crc32(bytes, file.crc);
          file.size += bytes.length;
        }
        for (const bytes of await compressor.write(buffers)) file.ondata(null, bytes, false);
        yield { ...chunk, text: this.#take() };
      }
      for (const bytes of await compressor.end()) file.ondata(null, bytes, false);
    } finally {
      compressor.close();
    }
    // fflate reads size and CRC when the entry ends.
    file.ondata(null, new Uint8Array(0), true);
    if (file.size > maxBytes || this.#bytes > maxBytes) throw new Error("A ZIP file of more than 4 GiB.");
    yield textChunk(this.#take());
  }

  /** Writes the directory of the file. */
  end(): Chunk {
    this.#zip.end();
    return textChunk(this.#take());
  }

  #take(): Uint8Array[] {
    const output = this.#output;
    this.#output = [];
    return output;
  }
}

import { onTestFinished } from "vitest";
import type { ExportFields, TestUser } from "./test-user";

/** A download whose client has read the first chunk only. */
export type PausedDownload = {
  id: string;
  /** Reads one more chunk. @returns whether there was one */
  readChunk(): Promise<boolean>;
  /** Reads all that is left. @returns the text of the whole file */
  readRest(): Promise<string>;
  /** Disconnects. */
  cancel(): Promise<void>;
};

/** Starts a download and reads only its first chunk. Disconnects when the test is over, so that a failed test leaves no download running. */
export async function pauseDownload(user: TestUser, fields: ExportFields): Promise<PausedDownload> {
  const { id, file } = await user.createExport(fields);
  // Uncompressed: compressed, the whole file would fit into the socket buffers.
  const response = await user.fetch(file, { headers: { "accept-encoding": "identity" } });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  onTestFinished(() => reader.cancel().catch(() => {}));
  const chunks: Uint8Array[] = [];
  const readChunk = async () => {
    const { value } = await reader.read();
    if (value) chunks.push(value);
    return value !== undefined;
  };
  await readChunk();
  return {
    id,
    readChunk,
    async readRest() {
      while (await readChunk());
      return Buffer.concat(chunks).toString();
    },
    cancel: () => reader.cancel(),
  };
}

import { onTestFinished } from "vitest";
import type { ExportFields, TestUser } from "./test-user";

/** A download whose client has read the first chunk only. */
export type PausedDownload = {
  id: string;
  /** Reads one more chunk. @returns whether there was one */
  readChunk(): Promise<boolean>;
  /** Reads all that is left. */
  readRest(): Promise<void>;
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
  const readChunk = async () => !(await reader.read()).done;
  await readChunk();
  return {
    id,
    readChunk,
    async readRest() {
      while (await readChunk());
    },
    cancel: () => reader.cancel(),
  };
}

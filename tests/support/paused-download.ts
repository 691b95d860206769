import type { TestUser } from "./test-user";

type Asked = Parameters<TestUser["begin"]>[0];

/** A download that took its first chunk and waits; `read` takes the next one, `rest` all that is left. */
export type PausedDownload = {
  id: string;
  read(): Promise<boolean>;
  rest(): Promise<void>;
  leave(): Promise<void>;
};

/** Begins a download and takes only its first chunk. */
export async function pauseDownload(person: TestUser, asked: Asked): Promise<PausedDownload> {
  const { id, file } = await person.begin(asked);
  // Uncompressed: what compresses well fits into the sockets whole, and nothing is held.
  const response = await person.fetch(file, { headers: { "accept-encoding": "identity" } });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const read = async () => !(await reader.read()).done;
  await read();
  return {
    id,
    read,
    async rest() {
      while (await read());
    },
    leave: () => reader.cancel(),
  };
}

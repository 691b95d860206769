import { errorMessage } from "./api-client";

/** Where the bytes go; a FileSystemWritableFileStream is one. */
export type Sink = {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  truncate(size: number): Promise<void>;
};

type Options = {
  signal: AbortSignal;
  /** Called with the bytes that are saved so far. */
  onBytes: (bytes: number) => void;
  /** Called when the file was cut off or the server asks to wait, with the milliseconds until the next request. */
  onWait: (milliseconds: number) => void;
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

const maxWaitMs = 30_000;

/**
 * Saves a file, and goes on with the byte after whenever it is cut off, until it is whole (docs/resume.md).
 * @throws Error with words for the user when the server refuses; what `sink` throws; the signal's reason
 */
export async function saveWithResume(href: string, sink: Sink, options: Options): Promise<void> {
  const { signal, onBytes, onWait, wait } = options;
  let saved = 0;
  let tag: string | null = null;
  let failures = 0;
  for (;;) {
    const headers: Record<string, string> =
      tag !== null && saved > 0 ? { Range: `bytes=${saved}-`, "If-Range": tag } : {};
    const response = await fetch(href, { headers, signal, cache: "no-store" }).catch(() => null);
    signal.throwIfAborted();
    // Completed, only its end did not arrive.
    if (response?.status === 416 && response.headers.get("content-range") === `bytes */${saved}`) return;
    if (response?.ok) {
      if (response.status === 200 && saved > 0) {
        await sink.truncate(0);
        saved = 0;
      }
      tag = response.headers.get("etag");
      for await (const bytes of readUntilCut(response)) {
        if (bytes === "end") return;
        await sink.write(bytes);
        saved += bytes.length;
        failures = 0;
        onBytes(saved);
      }
      signal.throwIfAborted();
    } else if (response && response.status < 500 && !response.headers.has("retry-after")) {
      throw new Error(await errorMessage(response));
    }
    const seconds = Number(response?.headers.get("retry-after")) || 2 ** failures++;
    const milliseconds = Math.min(seconds * 1000, maxWaitMs);
    onWait(milliseconds);
    await wait(milliseconds, signal);
  }
}

/** The bytes of a response, and "end" unless it was cut off. */
async function* readUntilCut(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer> | "end"> {
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const result = await reader?.read().catch(() => null);
      if (result === null) return;
      if (!result || result.done) {
        yield "end";
        return;
      }
      yield result.value;
    }
  } finally {
    // For a disk that is full: the server is told at once.
    await reader?.cancel().catch(() => undefined);
  }
}

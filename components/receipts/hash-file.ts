import type { HashMessage } from "./hash-worker";

/**
 * The SHA-256 of a file, in hex, made in a web worker.
 * @throws Error with words for the user when the file cannot be read
 */
export function hashFile(file: File): Promise<string> {
  const worker = new Worker(new URL("./hash-worker.ts", import.meta.url), { type: "module" });
  return new Promise<string>((resolve, reject) => {
    const fail = () => reject(new Error("The saved file couldn’t be read."));
    worker.onerror = fail;
    worker.onmessage = ({ data: message }: MessageEvent<HashMessage>) => {
      if ("unreadable" in message) fail();
      if ("sha256" in message) resolve(message.sha256);
    };
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}

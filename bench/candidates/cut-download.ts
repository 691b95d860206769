import { createHash } from "node:crypto";
import { get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExportRequest } from "../admin-client.ts";
import type { Bench, Sample } from "../scenario.ts";

/** How long each connection lasts, from its request. */
const cutAfterMs = 3000;

/**
 * Downloads an export over connections that are cut off every three seconds, and goes on each time.
 * @returns the time without the pauses in which the server does not know yet that its client has left
 * @throws Error when the joined file is not the recorded one
 */
export async function cutDownload(bench: Bench, request: Omit<ExportRequest, "workspace">): Promise<Sample> {
  const { id, url, headers } = await bench.admin.createExport({ workspace: bench.workspace.slug, ...request });
  const hash = createHash("sha256");
  let bytes = 0;
  let pausesMs = 0;
  let firstByteMs: number | undefined;
  const start = performance.now();
  const { peakRssBytes } = await bench.memory.peakDuring(async () => {
    for (;;) {
      const began = performance.now();
      const range: Record<string, string> = bytes > 0 ? { range: `bytes=${bytes}-` } : {};
      const signal = AbortSignal.timeout(cutAfterMs);
      try {
        const response = await send(url, { ...headers, ...range }, signal);
        if (response.statusCode === 409) {
          response.resume();
          await sleep(20);
          pausesMs += performance.now() - began;
          continue;
        }
        if (response.statusCode !== (bytes > 0 ? 206 : 200)) throw new Error(`${url} answered ${response.statusCode}.`);
        for await (const chunk of response) {
          firstByteMs ??= performance.now() - start;
          hash.update(chunk);
          bytes += chunk.length;
        }
        return;
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  });
  const ms = performance.now() - start - pausesMs;
  const [row] = await bench.sql`select status, sha256 from public.exports where id = ${id}`;
  if (row?.status !== "completed" || row.sha256 !== hash.digest("hex")) {
    throw new Error(`The joined file of ${bytes} bytes is not the recorded one: ${JSON.stringify(row)}.`);
  }
  return { ms, firstByteMs: firstByteMs ?? ms, bytes, peakRssBytes };
}

function send(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { headers, signal }, resolve).on("error", reject);
  });
}

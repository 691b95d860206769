import type { FailureReason } from "@/lib/exports/failure-reasons";

/** Aborts a download. The promise settles when the export's outcome is recorded. */
type AbortDownload = (reason: FailureReason) => Promise<void>;

// Next bundles instrumentation.ts and the routes separately, each with its own copy of this module: they share the set through globalThis.
const shared = globalThis as { hydraActiveDownloads?: Set<AbortDownload> };
shared.hydraActiveDownloads ??= new Set();
const active = shared.hydraActiveDownloads;

/**
 * Registers a download of this server.
 * @returns a function that unregisters it
 */
export function registerDownload(abort: AbortDownload): () => void {
  active.add(abort);
  return () => active.delete(abort);
}

/** Aborts every download of this server. @returns how many there were, once their outcomes are recorded */
export async function abortActiveDownloads(reason: FailureReason): Promise<number> {
  const downloads = [...active];
  await Promise.all(downloads.map((abort) => abort(reason)));
  return downloads.length;
}

/** Breaks a download off. The promise settles when its run's outcome is recorded. */
type BreakOff = (reason: string) => Promise<void>;

// Next bundles instrumentation.ts and the routes apart: each has a copy of this module, and the process is what they share.
const shared = globalThis as { hydraActiveDownloads?: Set<BreakOff> };
shared.hydraActiveDownloads ??= new Set();
const open = shared.hydraActiveDownloads;

/**
 * Notes a download that this server is sending.
 * @returns a function that takes it off the list
 */
export function registerDownload(breakOff: BreakOff): () => void {
  open.add(breakOff);
  return () => open.delete(breakOff);
}

/** Breaks off every download that this server is sending. @returns how many there were, once their outcomes are recorded */
export async function abortActiveDownloads(reason: string): Promise<number> {
  const downloads = [...open];
  await Promise.all(downloads.map((breakOff) => breakOff(reason)));
  return downloads.length;
}

import pLimit from "p-limit";

/** Maximum concurrent batch reads per process; with fewer, one download cannot use both cores. */
const maxConcurrent = 3;
/** With more reads than this waiting, one runs at a time, so that pages stay fast (docs/decisions/019). */
const congestionThreshold = 4;

const limit = pLimit(maxConcurrent);

/**
 * Runs a batch read when its turn comes, first come, first served. All downloads of the process share the limit: many exports at once
 * take longer, and pages still reach the database.
 */
export async function limitBatchReads<T>(read: () => Promise<T>): Promise<T> {
  const result = limit(read);
  adaptConcurrency();
  try {
    return await result;
  } finally {
    adaptConcurrency();
  }
}

function adaptConcurrency(): void {
  limit.concurrency = limit.pendingCount > congestionThreshold ? 1 : maxConcurrent;
}

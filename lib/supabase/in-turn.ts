/** Fewer leave cores idle; more make the pages that people look at wait (measured: 25 exports at once, 11 s for a page). */
let free = 2;
const waiting: (() => void)[] = [];

/**
 * Does work when it is its turn: at most two pieces at a time on this server, first come, first served. The downloads of a server
 * share them, so that many exports at once take longer and do not keep everybody else from the database.
 */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free--;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}

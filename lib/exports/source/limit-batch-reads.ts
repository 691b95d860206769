/** At a time on this server: fewer leave a lone download's cores idle. */
const most = 3;
/** Where more than this many wait, there is one turn at a time: people's pages come first (docs/decisions/019-downloads-take-turns.md). */
const few = 4;

let busy = 0;
const waiting: (() => void)[] = [];

/**
 * Does work when it is its turn, first come, first served. The downloads of a server share its turns, so that many exports at
 * once take longer and do not keep everybody else from the database.
 */
export async function limitBatchReads<T>(work: () => Promise<T>): Promise<T> {
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
    startNext();
  });
  try {
    return await work();
  } finally {
    busy--;
    startNext();
  }
}

function startNext(): void {
  while (busy < (waiting.length > few ? 1 : most)) {
    const next = waiting.shift();
    if (!next) return;
    busy++;
    next();
  }
}

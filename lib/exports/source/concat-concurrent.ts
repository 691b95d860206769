type Started<T> = { iterator: AsyncGenerator<T>; first: Promise<IteratorResult<T>> };

/**
 * Yields the values of several sources, source by source, with the first values of the next sources already being read. At most one
 * value of each source is held. Our own: libraries that merge iterators do not keep the order of the sources.
 * @param sources opened one by one, as late as possible
 * @param concurrency how many sources are open at a time, the current one included
 * @throws what any open source throws, before the next value: values read before the failure are dropped
 */
export async function* concatConcurrent<T>(
  sources: AsyncGenerator<AsyncGenerator<T>>,
  concurrency: number,
): AsyncGenerator<T> {
  const pending: Started<T>[] = [];
  // Checked before each value. Promise.race with a promise that lives as long as the export would keep every value alive.
  const failures: unknown[] = [];
  let hasMore = true;
  const openSources = async () => {
    while (hasMore && pending.length < concurrency) {
      const next = await sources.next();
      if (next.done) hasMore = false;
      else pending.push(start(next.value, failures));
    }
  };
  try {
    await openSources();
    for (let current = pending[0]; current; current = pending[0]) {
      for (let result = await current.first; !result.done; result = await current.iterator.next()) {
        if (failures.length > 0) throw failures[0];
        yield result.value;
      }
      pending.shift();
      await openSources();
    }
  } finally {
    await Promise.all([...pending.map(({ iterator }) => iterator.return(undefined)), sources.return(undefined)]);
  }
}

function start<T>(iterator: AsyncGenerator<T>, failures: unknown[]): Started<T> {
  const first = iterator.next();
  first.catch((error) => failures.push(error));
  return { iterator, first };
}

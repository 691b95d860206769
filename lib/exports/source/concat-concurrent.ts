type Started<T> = { rest: AsyncGenerator<T>; first: Promise<IteratorResult<T>> };

/**
 * Reads several sources at a time and yields what they yield, source by source. While one value is handed out, the first values of
 * the next sources are on their way; of each source no more than that is held.
 * @param sources opened one by one, as late as possible
 * @param atATime how many are open, the one that is being yielded from included
 * @throws what any open source throws, as soon as it is asked for more: a reader does not get the values that wait before a failure
 */
export async function* concatConcurrent<T>(
  sources: AsyncGenerator<AsyncGenerator<T>>,
  atATime: number,
): AsyncGenerator<T> {
  const started: Started<T>[] = [];
  // Looked at before each value. A race against a promise that lives as long as the export would hold every value of it.
  const failures: unknown[] = [];
  let more = true;
  const open = async () => {
    while (more && started.length < atATime) {
      const next = await sources.next();
      if (next.done) more = false;
      else started.push(start(next.value, failures));
    }
  };
  try {
    await open();
    for (let current = started[0]; current; current = started[0]) {
      for (let result = await current.first; !result.done; result = await current.rest.next()) {
        if (failures.length > 0) throw failures[0];
        yield result.value;
      }
      started.shift();
      await open();
    }
  } finally {
    await Promise.all([...started.map(({ rest }) => rest.return(undefined)), sources.return(undefined)]);
  }
}

function start<T>(rest: AsyncGenerator<T>, failures: unknown[]): Started<T> {
  const first = rest.next();
  first.catch((error) => failures.push(error));
  return { rest, first };
}

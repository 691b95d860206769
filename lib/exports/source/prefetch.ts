/**
 * Yields the values of the source, with the next one already requested: the database works while this value is sent. The first one is
 * requested at once. One value ahead and no more, so that memory stays flat however slow the reader is.
 * @param mayReadAhead says after which values the next one is requested only when it is asked for
 */
export function prefetch<T>(
  source: AsyncGenerator<T>,
  mayReadAhead: (value: T) => boolean = () => true,
): AsyncGenerator<T> {
  return yieldPrefetched(source, request(source), mayReadAhead);
}

async function* yieldPrefetched<T>(
  source: AsyncGenerator<T>,
  first: Promise<IteratorResult<T>>,
  mayReadAhead: (value: T) => boolean,
): AsyncGenerator<T> {
  let next: Promise<IteratorResult<T>> | undefined = first;
  try {
    for (;;) {
      const result: IteratorResult<T> = await (next ?? request(source));
      if (result.done) return;
      next = mayReadAhead(result.value) ? request(source) : undefined;
      yield result.value;
    }
  } finally {
    await source.return(undefined);
  }
}

function request<T>(source: AsyncGenerator<T>): Promise<IteratorResult<T>> {
  const next = source.next();
  // Awaited later: until then its failure is not an unhandled rejection.
  next.catch(() => {});
  return next;
}

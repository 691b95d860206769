/**
 * Yields the values of the source, with the next one already requested: the database works while this value is sent. One value ahead
 * and no more, so that memory stays flat however slow the reader is.
 */
export async function* prefetch<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = request(source);
  try {
    for (;;) {
      const result = await next;
      if (result.done) return;
      next = request(source);
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

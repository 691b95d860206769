/**
 * Yields what the source yields, having asked for the next value before handing out this one: the database works while this
 * batch is sent. One value ahead and no more, so memory stays flat however slow the reader is.
 */
export async function* prefetch<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = ask(source);
  try {
    for (;;) {
      const result = await next;
      if (result.done) return;
      next = ask(source);
      yield result.value;
    }
  } finally {
    await source.return(undefined);
  }
}

function ask<T>(source: AsyncGenerator<T>): Promise<IteratorResult<T>> {
  const next = source.next();
  // It is awaited later; until then a failure is not an unhandled one.
  next.catch(() => {});
  return next;
}

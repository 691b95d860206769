/**
 * Does work that is given up when it takes too long. Not with AbortSignal.timeout: until the time is over, that keeps whatever
 * listens to it, here a request and its answer (docs/decisions/019-downloads-take-turns.md).
 * @param milliseconds how long it may take
 * @param work is given a signal that aborts after them
 */
export async function withTimeout<T>(milliseconds: number, work: (limit: AbortSignal) => PromiseLike<T>): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new DOMException("It took too long.", "TimeoutError")), milliseconds);
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A fetch that gives up, for answers that are small: they are held whole.
 * @param milliseconds how long one request may take, its body included
 */
export function fetchWithTimeout(milliseconds: number): typeof fetch {
  return (input, init) =>
    withTimeout(milliseconds, async (limit) => {
      const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
      const response = await fetch(input, { ...init, cache: "no-store", signal });
      return new Response(response.body && (await response.arrayBuffer()), response);
    });
}

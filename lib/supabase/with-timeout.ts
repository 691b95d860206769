/**
 * Runs work with a signal that aborts after a time limit. Not AbortSignal.timeout: until the limit is over, that keeps its listeners
 * alive, here a request and its response (docs/decisions/019).
 * @param milliseconds the time limit
 * @throws DOMException TimeoutError, or whatever the work makes of the abort
 */
export async function withTimeout<T>(milliseconds: number, work: (signal: AbortSignal) => PromiseLike<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new DOMException("The operation timed out.", "TimeoutError")),
    milliseconds,
  );
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A fetch with a time limit, for small responses: their bodies are held whole.
 * @param milliseconds the limit for one request, its body included
 */
export function fetchWithTimeout(milliseconds: number): typeof fetch {
  return (input, init) =>
    withTimeout(milliseconds, async (timeout) => {
      const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
      const response = await fetch(input, { ...init, cache: "no-store", signal });
      return new Response(response.body && (await response.arrayBuffer()), response);
    });
}

/**
 * A fetch that gives up.
 * @param milliseconds how long one request may take, its body included
 */
export function fetchWithin(milliseconds: number): typeof fetch {
  return (input, init) => {
    const limit = AbortSignal.timeout(milliseconds);
    return fetch(input, {
      ...init,
      cache: "no-store",
      signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit,
    });
  };
}

export type ApiError = {
  /** HTTP status; null when there was no response. */
  status: number | null;
  /** For the user; with a reference for support where the server failed. */
  message: string;
};

export type ApiResult<T> = { data: T; error?: undefined } | { data?: undefined; error: ApiError };

/**
 * Calls one of the app's own API routes from the browser.
 * @param init as for fetch; the response is always requested as JSON
 * @returns the parsed body, or the error; it does not throw
 */
export async function callApi<T>(path: string, init: RequestInit = {}): Promise<ApiResult<T>> {
  try {
    const response = await fetch(path, { ...init, headers: { Accept: "application/json", ...init.headers } });
    if (response.ok) return { data: await response.json() };
    return { error: { status: response.status, message: await errorMessage(response) } };
  } catch {
    return { error: { status: null, message: "Can’t reach Hydra. Check your connection and try again." } };
  }
}

/** The words of an error response. */
export async function errorMessage(response: Response): Promise<string> {
  const body = await response.json().catch(() => null);
  const { message = "Something went wrong. Try again.", requestId } = body?.error ?? {};
  return requestId && response.status >= 500 ? `${message} (Reference: ${requestId})` : message;
}

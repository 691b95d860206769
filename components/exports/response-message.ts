export const unreachable = "Hydra cannot be reached. Check your connection and try again.";

/** What an API answer says went wrong, in its own words, with a reference where support needs one. */
export async function responseMessage(response: Response): Promise<string> {
  const body = await response.json().catch(() => null);
  const { message = "That did not work. Please try again.", requestId } = body?.error ?? {};
  return requestId && response.status >= 500 ? `${message} (Reference: ${requestId})` : message;
}

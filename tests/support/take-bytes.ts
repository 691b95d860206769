import type { TestUser } from "./test-user";

/** What a client took of an answer, and the answer. */
export type Taken = { response: Response; body: Buffer };

/**
 * Requests a file from a byte on, takes so many bytes of the answer, or all, and leaves.
 * @returns these bytes; the whole body of an error
 */
export async function takeBytes(
  user: TestUser,
  file: string,
  from: number,
  bytes = Number.POSITIVE_INFINITY,
  headers: Record<string, string> = {},
): Promise<Taken> {
  const range: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
  const response = await user.fetch(file, { headers: { "accept-encoding": "identity", ...range, ...headers } });
  if (response.status >= 400) return { response, body: Buffer.from(await response.arrayBuffer()) };
  const chunks: Uint8Array[] = [];
  let taken = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Uint8Array);
    taken += (chunk as Uint8Array).length;
    if (taken >= bytes) break;
  }
  return { response, body: Buffer.concat(chunks).subarray(0, bytes) };
}

import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { type FileHash, fileHash, savedFileHash } from "@/lib/exports/lifecycle/file-hash";
import { type FilePart, readParts } from "@/lib/exports/lifecycle/file-part";
import { keepHash, keptHash } from "@/lib/exports/lifecycle/kept-hashes";
import { SentFile } from "@/lib/exports/lifecycle/sent-file";
import type { TokenClient } from "@/lib/exports/lifecycle/token-client";
import type { Chunk, OpenExport, Position } from "@/lib/exports/types";
import { databaseError } from "@/lib/supabase/database-error";
import { retryWhileUnavailable } from "@/lib/supabase/retry-while-unavailable";

/** How an attempt makes its file. */
type Plan = {
  file: SentFile;
  /** Where its writer begins; at the start of the file by default. */
  position?: Position;
};

/**
 * Plans an attempt. The first byte that is sent may be in the middle of a part: the writer begins at a part before, and what it makes is
 * compared with the parts that were recorded. Where no hash was saved or kept, it begins at the start of the file.
 * @throws AppError not_joinable when more was sent before than was recorded; unavailable
 */
export async function planAttempt(client: TokenClient, { id, attempt, resumedFrom }: OpenExport): Promise<Plan> {
  const onPart = (bytes: number, hash: FileHash) => keepHash(id, bytes, hash);
  if (attempt === 1) return { file: new SentFile({ hash: await firstHash(), known: [], onPart }) };
  const known = await readParts(id, await retryWhileUnavailable("list_export_parts", () => listParts(client)));
  // From the first byte, nothing needs to be proven.
  if (!resumedFrom) return { file: new SentFile({ hash: await firstHash(), known, onPart }) };
  if (!known.some(({ bytes }) => bytes >= resumedFrom)) throw new AppError("not_joinable", moreThanRecorded(known));
  const { hash, start } = await findStart(id, known, resumedFrom);
  return { file: new SentFile({ hash, start, known, onPart }), position: start?.position ?? undefined };
}

/** The last part before a byte at which writer and hash can begin. */
async function findStart(id: string, known: readonly FilePart[], from: number) {
  for (const start of known.toReversed()) {
    if (start.bytes > from || start.position === null) continue;
    const hash = keptHash(id, start) ?? (start.state === null ? null : await savedFileHash(start.state));
    if (hash) return { hash, start };
  }
  return { hash: await savedFileHash() };
}

/** On a host with a time limit one that can be saved, because the next attempt could otherwise take all its time to make the file again. */
async function firstHash(): Promise<FileHash> {
  return Number.isFinite(env().EXPORT_DEADLINE_SECONDS) ? await savedFileHash() : fileHash();
}

function moreThanRecorded(known: readonly FilePart[]): string | undefined {
  const bytes = known.at(-1)?.bytes;
  if (bytes === undefined) return undefined;
  return `The server stopped before it recorded all that it had sent. Cut your part down to its first ${bytes} bytes and go on, or download the file again from its start.`;
}

async function listParts(client: TokenClient): Promise<string[]> {
  const { data, error, status } = await client.rpc("list_export_parts");
  if (error) throw databaseError(error, status);
  if (!Array.isArray(data)) throw new AppError("unavailable");
  return data as string[];
}

/**
 * Makes a file, and yields what the client lacks of it. Bytes that an earlier attempt has sent are held back until the end of the part
 * that they are in, where they are compared: while a file has one tag, all its clients have the same bytes of it. At most about one part
 * is held.
 * @param from the first byte that the client lacks
 * @throws AppError not_joinable when the bytes before it are not those that were sent
 */
export async function* comparedBytes(
  from: number,
  chunks: AsyncGenerator<Chunk<Uint8Array>>,
  file: SentFile,
): AsyncGenerator<Uint8Array> {
  const held: Uint8Array[] = [];
  let next = from;
  const isOther = () => from > 0 && next === from && (file.differs || file.bytes < from);
  for await (const chunk of chunks) {
    file.add(chunk);
    const lacking = Math.min(file.bytes - from, chunk.text.length);
    if (lacking > 0) held.push(chunk.text.subarray(chunk.text.length - lacking));
    if (file.differs && isOther()) throw new AppError("not_joinable");
    while (held[0] && next < file.comparedBytes) {
      const bytes = held[0].subarray(0, file.comparedBytes - next);
      if (bytes.length === held[0].length) held.shift();
      else held[0] = held[0].subarray(bytes.length);
      next += bytes.length;
      yield bytes;
    }
  }
  file.end();
  if (isOther()) throw new AppError("not_joinable");
  yield* held;
}

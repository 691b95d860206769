import { AppError } from "@/lib/errors";
import { fileHash, savedFileHash } from "@/lib/exports/lifecycle/file-hash";
import { type FilePart, readParts } from "@/lib/exports/lifecycle/file-part";
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
  /** How far it is made before any byte of it is sent: to the end of the part that the client's last byte is in. */
  until: number;
};

/**
 * Plans an attempt. The first byte that is sent may be in the middle of a part: the writer begins at a part before, and what it makes is
 * compared with the parts that were recorded. Where no hash was saved, it begins at the start of the file.
 * @throws AppError not_joinable when more was sent before than was recorded; unavailable
 */
export async function planAttempt(client: TokenClient, { id, attempt, resumedFrom }: OpenExport): Promise<Plan> {
  if (attempt === 1) return { file: new SentFile(), until: 0 };
  const known = await readParts(id, await retryWhileUnavailable("list_export_parts", () => listParts(client)));
  // From the first byte, nothing needs to be proven.
  if (!resumedFrom) return { file: new SentFile({ hash: fileHash(), known }), until: 0 };
  const until = known.find(({ bytes }) => bytes >= resumedFrom)?.bytes;
  if (until === undefined) throw new AppError("not_joinable");
  const start = known.findLast((part) => part.bytes <= resumedFrom && canBegin(part));
  const hash = await savedFileHash(start?.state);
  return { file: new SentFile({ hash, start, known }), position: start?.position ?? undefined, until };
}

async function listParts(client: TokenClient): Promise<string[]> {
  const { data, error, status } = await client.rpc("list_export_parts");
  if (error) throw databaseError(error, status);
  if (!Array.isArray(data)) throw new AppError("unavailable");
  return data as string[];
}

function canBegin({ position, state }: FilePart): boolean {
  return position !== null && state !== null;
}

/**
 * Makes a file up to a part's end, and compares it.
 * @param from the first byte that the client lacks
 * @returns what it lacks of the bytes made, at most about one part
 * @throws AppError not_joinable when the bytes are not those that were sent before
 */
export async function skipTo(
  from: number,
  until: number,
  chunks: AsyncGenerator<Chunk<Uint8Array>>,
  file: SentFile,
): Promise<Uint8Array[]> {
  const made: Uint8Array[] = [];
  while (file.bytes < until) {
    const { value, done } = await chunks.next();
    if (done) throw new AppError("not_joinable");
    file.add(value);
    if (file.differs) throw new AppError("not_joinable");
    if (file.bytes > from) made.push(value.text.subarray(Math.max(0, value.text.length - (file.bytes - from))));
  }
  return made;
}

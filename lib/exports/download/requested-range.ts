import "server-only";
import { AppError } from "@/lib/errors";
import { fileTag, findOwnFile, type OwnFile } from "@/lib/exports/lifecycle/own-file";

/** Where a download begins. */
export type RequestedRange = {
  /** The first byte to send. */
  from: number;
  /** The size of the file, if it is known. */
  total: number | null;
  /** Whether the client takes the whole file where the rest cannot be joined: it sent If-Range, as Chromium does. */
  orWhole: boolean;
};

export const wholeFile: RequestedRange = { from: 0, total: null, orWhole: false };

/**
 * From which byte on a request asks for a file (RFC 9110, 14.2). Everything but the whole file or the rest of one that was cut off is
 * refused before the export is opened, so that a probe such as `bytes=0-0` does not use the download up.
 * @throws AppError bad_range, not_joinable; not_found and others of findOwnFile
 */
export async function requestedRange(id: string, headers: Headers): Promise<RequestedRange> {
  const range = headers.get("range")?.trim();
  // Another unit is ignored.
  if (!range || !/^bytes\s*=/i.test(range)) return wholeFile;
  const from = Number(/^bytes\s*=\s*(\d{1,15})-$/i.exec(range)?.[1] ?? Number.NaN);
  if (Number.isNaN(from)) throw new AppError("bad_range");
  if (from === 0) return wholeFile;
  const file = await findOwnFile(id);
  const tag = fileTag(id, file.fileAttempt);
  const ifRange = headers.get("if-range");
  const ifMatch = headers.get("if-match");
  // Of another file: the whole of this one is sent instead (RFC 9110, 13.1.5).
  if (ifRange !== null && ifRange !== tag) return wholeFile;
  // Firefox's way to go on (RFC 9110, 13.1.1).
  if (ifMatch !== null && ifMatch !== tag) throw new AppError("not_joinable");
  // Each time that a package is encrypted, its bytes are others.
  if (file.answer.encrypted) throw new AppError("not_joinable");
  if (file.status === "pending") throw new AppError("bad_range");
  // Without the tag, the client's part may be of any attempt.
  if (ifRange === null && ifMatch === null && file.fileAttempt > 1) throw new AppError("not_joinable");
  return {
    from,
    total: file.status === "completed" ? sizeOfCompleted(from, file) : null,
    orWhole: ifRange !== null,
  };
}

function sizeOfCompleted(from: number, { bytes }: OwnFile): number {
  if (from < bytes) return bytes;
  throw new AppError("bad_range", `The file is complete: it has ${bytes} bytes.`, {
    headers: { "Content-Range": `bytes */${bytes}` },
  });
}

/** Stands for a size that nobody knows yet. */
const unknownSize = Number.MAX_SAFE_INTEGER;

/**
 * The Content-Range of the rest of a file. Of one whose size nobody knows yet, the last byte is 2^53 - 1, as in RFC 8673, and the size
 * `*`: curl, wget and Firefox accept it. Chromium, which sends If-Range, needs a size, and does not compare it with what it gets
 * (docs/decisions/073).
 */
export function contentRange({ from, total, orWhole }: RequestedRange): string {
  if (total !== null) return `bytes ${from}-${total - 1}/${total}`;
  return orWhole ? `bytes ${from}-${unknownSize - 1}/${unknownSize}` : `bytes ${from}-${unknownSize}/*`;
}

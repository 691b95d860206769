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
  const [ifRange, ifMatch] = [headers.get("if-range"), headers.get("if-match")];
  const tag = fileTag(id, file.fileAttempt);
  // Of another file: the whole of this one is sent instead (RFC 9110, 13.1.5).
  if (ifRange !== null && ifRange !== tag) return wholeFile;
  // Firefox's way to go on (RFC 9110, 13.1.1).
  if (ifMatch !== null && ifMatch !== tag) throw new AppError("not_joinable");
  // Each time that a package is encrypted, its bytes are others.
  if (file.answer.encrypted) throw new AppError("not_joinable");
  if (file.status === "pending") throw new AppError("bad_range");
  const orWhole = ifRange !== null;
  if (file.status === "completed") return { ...restOfCompleted(from, file), orWhole };
  // Without a tag, the client's part may be of any attempt.
  if (ifRange === null && ifMatch === null && file.fileAttempt > 1) throw new AppError("not_joinable");
  return { from, total: null, orWhole };
}

function restOfCompleted(from: number, { bytes }: OwnFile): Pick<RequestedRange, "from" | "total"> {
  if (from < bytes) return { from, total: bytes };
  throw new AppError("bad_range", `The file is complete: it has ${bytes} bytes.`, {
    headers: { "Content-Range": `bytes */${bytes}` },
  });
}

/**
 * The Content-Range of the rest of a file. Of one whose size nobody knows yet, the last byte is 2^53 - 1, as in RFC 8673, and the size `*`:
 * curl, wget and Firefox accept it. Chromium, which sends If-Range, deletes what it has at a `*`, and accepts a size that is too large.
 */
export function contentRange({ from, total, orWhole }: RequestedRange): string {
  const max = Number.MAX_SAFE_INTEGER;
  if (total !== null) return `bytes ${from}-${total - 1}/${total}`;
  return orWhole ? `bytes ${from}-${max - 1}/${max}` : `bytes ${from}-${max}/*`;
}

import "server-only";
import type { FileHash } from "./file-hash";
import type { FilePart } from "./file-part";

/** A client lacks what was in buffers on the way: some megabytes, a few parts. */
const partsPerFile = 64;
const maxFiles = 50;

/** By export and end of the part; the file that was kept last comes last. */
const files = new Map<string, Map<number, FileHash>>();

/**
 * Keeps the hash of a file at the end of a part in this process: a download that goes on here need not make its file again from the
 * start. One that cannot be copied is in the part itself (see savedFileHash).
 */
export function keepHash(exportId: string, bytes: number, hash: FileHash): void {
  const copy = hash.copy();
  if (copy === null) return;
  const parts = files.get(exportId) ?? new Map<number, FileHash>();
  files.delete(exportId);
  files.set(exportId, parts.set(bytes, copy));
  dropFirst(parts, partsPerFile);
  dropFirst(files, maxFiles);
}

function dropFirst<Key>(map: Map<Key, unknown>, max: number): void {
  const [first] = map.keys();
  if (map.size > max && first !== undefined) map.delete(first);
}

/** The hash of a file at the end of a part, to go on with; null if this process does not have it. */
export function keptHash(exportId: string, { bytes, sha256 }: FilePart): FileHash | null {
  const hash = files.get(exportId)?.get(bytes);
  return hash?.digest() === sha256 ? hash.copy() : null;
}

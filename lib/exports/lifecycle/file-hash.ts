import { createHash, type Hash } from "node:crypto";
import { createSHA256 } from "hash-wasm";

/** The SHA-256 of bytes that arrive one after another, readable at any time. */
export interface FileHash {
  update(bytes: Uint8Array): void;
  /** Of all bytes so far, in hex. More can follow. */
  digest(): string;
  /** What savedFileHash goes on from, in base64; null where it cannot be saved. */
  state(): string | null;
  /** Another one with the same bytes so far; null where it can be saved instead. */
  copy(): FileHash | null;
}

/** The fast one, which cannot be saved. */
export function fileHash(hash: Hash = createHash("sha256")): FileHash {
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.copy().digest("hex"),
    state: () => null,
    copy: () => fileHash(hash.copy()),
  };
}

/**
 * One that can be saved; it takes about seven times as long (docs/decisions/065).
 * @param state of an earlier one; without it, no bytes so far
 */
export async function savedFileHash(state: string | null = null): Promise<FileHash> {
  const hash = (await createSHA256()).init();
  if (state !== null) hash.load(Buffer.from(state, "base64"));
  return {
    update: (bytes) => void hash.update(bytes),
    digest() {
      const saved = hash.save();
      const digest = hash.digest("hex");
      hash.load(saved);
      return digest;
    },
    state: () => Buffer.from(hash.save()).toString("base64"),
    copy: () => null,
  };
}

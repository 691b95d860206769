import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { fileHash, savedFileHash } from "@/lib/exports/lifecycle/file-hash";
import { keepHash, keptHash } from "@/lib/exports/lifecycle/kept-hashes";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const nothing = { rows: 0, escapedCells: 0, counts: {}, cutCells: {}, position: null, state: null };
const part = (bytes: number, text: string) => ({ ...nothing, bytes, sha256: sha256(text) });

it("a file goes on with the hash that was kept at the end of a part, as often as it is cut off", () => {
  const hash = fileHash();
  hash.update(Buffer.from("abc"));
  keepHash("one", 3, hash);
  hash.update(Buffer.from("lost"));
  for (const rest of ["de", "fg"]) {
    const kept = keptHash("one", part(3, "abc"));
    kept?.update(Buffer.from(rest));
    expect(kept?.digest()).toBe(sha256(`abc${rest}`));
  }
});

it("the hash of another export, of another part or of other bytes is not used", () => {
  keepHash("other", 3, fileHash());
  expect([keptHash("two", part(3, "")), keptHash("other", part(4, "")), keptHash("other", part(3, "abc"))]).toEqual([
    null,
    null,
    null,
  ]);
});

it("a hash that can be saved in its part is not kept", async () => {
  keepHash("saved", 3, await savedFileHash());
  expect(keptHash("saved", part(3, ""))).toBe(null);
});

it("few hashes are kept: the last 64 of a file, of the last 50 files", () => {
  for (let bytes = 1; bytes <= 65; bytes++) keepHash("long", bytes, fileHash());
  expect([1, 2, 65].map((bytes) => keptHash("long", part(bytes, "")) !== null)).toEqual([false, true, true]);
  for (let file = 1; file <= 50; file++) keepHash(`file ${file}`, 1, fileHash());
  expect(["long", "file 1", "file 50"].map((id) => keptHash(id, part(id === "long" ? 65 : 1, "")) !== null)).toEqual([
    false,
    true,
    true,
  ]);
});

import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { comparedBytes } from "@/lib/exports/download/resume-file";
import { fileHash } from "@/lib/exports/lifecycle/file-hash";
import type { FilePart } from "@/lib/exports/lifecycle/file-part";
import { SentFile } from "@/lib/exports/lifecycle/sent-file";
import type { Chunk } from "@/lib/exports/types";

const nothing = { rows: 0, escapedCells: 0, counts: {}, cutCells: {} };

/** The parts that an earlier attempt recorded of a text, which end at these bytes. */
function partsOf(text: string, ends: number[]): FilePart[] {
  return ends.map((bytes) => ({
    ...nothing,
    bytes,
    sha256: createHash("sha256").update(text.slice(0, bytes)).digest("hex"),
    position: null,
    state: null,
  }));
}

/** Makes a text three bytes at a time. @returns what is sent, with "|" wherever more has to be made first, and the file */
async function send({ text, known, from = 0 }: { text: string; known: FilePart[]; from?: number }) {
  const file = new SentFile({ hash: fileHash(), known });
  let sent = "";
  async function* chunks(): AsyncGenerator<Chunk<Uint8Array>> {
    for (let at = 0; at < text.length; at += 3) {
      yield { ...nothing, text: Buffer.from(text.slice(at, at + 3)) };
      sent += "|";
    }
  }
  for await (const bytes of comparedBytes(from, chunks(), file)) sent += Buffer.from(bytes).toString();
  return { sent, file };
}

const text = "abcdefghijklmno";

it("the bytes of a first attempt are sent as they are made", async () => {
  expect((await send({ text, known: [] })).sent).toBe("abc|def|ghi|jkl|mno|");
});

it("bytes that were sent before are held back until the end of the part that they are in", async () => {
  const { sent, file } = await send({ text, known: partsOf(text, [5, 11]) });
  expect(sent).toBe("|abcde||fghijkl|mno|");
  expect(file.differs).toBe(false);
});

it("a file that goes on begins with the byte that its client lacks, once the part with it was compared", async () => {
  expect((await send({ text, known: partsOf(text, [5, 11]), from: 7 })).sent).toBe("|||hijkl|mno|");
});

it("bytes that differ are not sent before the file has another tag", async () => {
  const edited = text.replace("h", "H");
  const { sent, file } = await send({ text: edited, known: partsOf(text, [5, 11]), from: 1 });
  expect(sent).toBe("|bcde||fgHijkl|mno|");
  expect(file.differs).toBe(true);
});

it.each([
  ["differs before the byte that its client lacks", text.replace("b", "B"), 7],
  ["ends before it", text.slice(0, 9), 10],
])("a file that %s does not go on", async (_how, changed, from) => {
  await expect(send({ text: changed, known: partsOf(text, [5, 11]), from })).rejects.toMatchObject({
    code: "not_joinable",
  });
});

it("a file that ends before what an earlier attempt sent is another one", async () => {
  const { sent, file } = await send({ text: text.slice(0, 9), known: partsOf(text, [5, 11]), from: 2 });
  expect([sent, file.differs]).toEqual(["|cde||fghi", true]);
});

import { describe, expect, it } from "vitest";
import { inChunks } from "@/lib/exports/in-chunks";
import { readAhead } from "@/lib/exports/read-ahead";

function counting(total: number) {
  const seen = { asked: 0, cleanedUp: false };
  async function* source() {
    try {
      for (let value = 1; value <= total; value++) {
        seen.asked = value;
        yield value;
      }
    } finally {
      seen.cleanedUp = true;
    }
  }
  return { seen, source: source() };
}

describe("readAhead", () => {
  it("yields everything in order, then cleans up", async () => {
    const { seen, source } = counting(5);
    expect(await Array.fromAsync(readAhead(source))).toEqual([1, 2, 3, 4, 5]);
    expect(seen.cleanedUp).toBe(true);
  });

  it("asks for one value ahead and no more", async () => {
    const { seen, source } = counting(5);
    const ahead = readAhead(source);
    await ahead.next();
    await Promise.resolve();
    expect(seen.asked).toBe(2);
  });

  it("cleans up the source when its reader stops early", async () => {
    const { seen, source } = counting(5);
    for await (const value of readAhead(source)) if (value === 2) break;
    expect(seen.cleanedUp).toBe(true);
  });

  it("hands a failure on at its place", async () => {
    async function* failing() {
      yield 1;
      throw new Error("broken");
    }
    const ahead = readAhead(failing());
    expect(await ahead.next()).toEqual({ value: 1, done: false });
    await expect(ahead.next()).rejects.toThrow("broken");
  });
});

describe("inChunks", () => {
  it("joins small pieces and keeps their counts", async () => {
    async function* pieces() {
      for (let index = 0; index < 100; index++) yield { text: "x".repeat(1000), rows: 1, guarded: 2 };
    }
    const chunks = await Array.fromAsync(inChunks(pieces()));
    expect(chunks.map(({ text }) => text.length)).toEqual([66_000, 34_000]);
    expect(chunks.map(({ rows, guarded }) => [rows, guarded])).toEqual([
      [66, 132],
      [34, 68],
    ]);
  });
});

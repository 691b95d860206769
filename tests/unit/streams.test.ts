import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { coalesceChunks } from "@/lib/exports/download/coalesce-chunks";
import { prefetch } from "@/lib/exports/download/prefetch";
import { concatConcurrent } from "@/lib/exports/source/concat-concurrent";

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
    expect(await Array.fromAsync(prefetch(source))).toEqual([1, 2, 3, 4, 5]);
    expect(seen.cleanedUp).toBe(true);
  });

  it("asks for one value ahead and no more", async () => {
    const { seen, source } = counting(5);
    const ahead = prefetch(source);
    await ahead.next();
    await Promise.resolve();
    expect(seen.asked).toBe(2);
  });

  it("cleans up the source when its reader stops early", async () => {
    const { seen, source } = counting(5);
    for await (const value of prefetch(source)) if (value === 2) break;
    expect(seen.cleanedUp).toBe(true);
  });

  it("hands a failure on at its place", async () => {
    async function* failing() {
      yield 1;
      throw new Error("broken");
    }
    const ahead = prefetch(failing());
    expect(await ahead.next()).toEqual({ value: 1, done: false });
    await expect(ahead.next()).rejects.toThrow("broken");
  });
});

describe("inChunks", () => {
  it("joins small pieces and keeps their counts", async () => {
    async function* pieces() {
      for (let index = 0; index < 100; index++) yield { text: "x".repeat(1000), rows: 1, escapedCells: 2 };
    }
    const chunks = await Array.fromAsync(coalesceChunks(pieces()));
    expect(chunks.map(({ text }) => text.length)).toEqual([66_000, 34_000]);
    expect(chunks.map(({ rows, escapedCells }) => [rows, escapedCells])).toEqual([
      [66, 132],
      [34, 68],
    ]);
  });
});

describe("readInOrder", () => {
  /** Sources that count how many are open, and can be told to wait or to fail. */
  function make(sizes: number[], behave: (source: number) => Promise<void> = async () => {}) {
    const seen = { open: 0, mostOpen: 0, cleanedUp: 0 };
    async function* source(index: number) {
      seen.open++;
      seen.mostOpen = Math.max(seen.mostOpen, seen.open);
      try {
        for (let value = 1; value <= (sizes[index] ?? 0); value++) {
          await behave(index);
          yield `${index}.${value}`;
        }
      } finally {
        seen.open--;
        seen.cleanedUp++;
      }
    }
    async function* sources() {
      for (const index of sizes.keys()) yield source(index);
    }
    return { seen, sources: sources() };
  }

  it("yields source by source, however long each takes", async () => {
    const { seen, sources } = make([2, 0, 1, 3], (index) => new Promise((done) => setTimeout(done, 20 - 5 * index)));
    expect(await Array.fromAsync(concatConcurrent(sources, 3))).toEqual(["0.1", "0.2", "2.1", "3.1", "3.2", "3.3"]);
    expect(seen).toMatchObject({ open: 0, cleanedUp: 4 });
  });

  it("has the next sources on their way, and no more than it was told", async () => {
    const { seen, sources } = make([1, 1, 1, 1, 1, 1]);
    const reading = concatConcurrent(sources, 3);
    await reading.next();
    expect(seen.open).toBe(3);
    await Array.fromAsync(reading);
    expect(seen.mostOpen).toBe(3);
  });

  it("hands nothing on once any open source has failed, and cleans all of them up", async () => {
    const { seen, sources } = make([5, 5, 5], async (index) => {
      if (index === 1) throw new Error("refused");
      await new Promise((done) => setTimeout(done, 5));
    });
    const taken: string[] = [];
    const all = (async () => {
      for await (const value of concatConcurrent(sources, 2)) taken.push(value);
    })();
    await expect(all).rejects.toThrow("refused");
    expect(taken).toEqual([]);
    expect(seen.open).toBe(0);
  });

  it("holds nothing that it has handed out", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage: () => void = runInNewContext("gc");
    const handedOut: WeakRef<object>[] = [];
    async function* source() {
      for (let value = 0; value < 10; value++) yield { value };
    }
    async function* sources() {
      for (let index = 0; index < 10; index++) yield source();
    }
    for await (const value of concatConcurrent(sources(), 2)) {
      handedOut.push(new WeakRef(value));
      if (handedOut.length < 90) continue;
      await new Promise((done) => setTimeout(done));
      collectGarbage();
      const held = handedOut.filter((reference) => reference.deref() !== undefined);
      expect(held.length).toBeLessThan(5);
      break;
    }
    expect(handedOut).toHaveLength(90);
  });

  it("cleans up what is open when its reader stops early", async () => {
    const { seen, sources } = make([3, 3, 3, 3]);
    for await (const value of concatConcurrent(sources, 3)) if (value === "0.2") break;
    expect(seen).toMatchObject({ open: 0, cleanedUp: 3 });
  });
});

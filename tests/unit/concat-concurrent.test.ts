import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { concatConcurrent } from "@/lib/exports/source/concat-concurrent";

describe("concatConcurrent", () => {
  /** Makes sources that count how many are open. `beforeValue` can delay or fail a value. */
  function make(sizes: number[], beforeValue: (source: number) => Promise<void> = async () => {}) {
    const seen = { open: 0, mostOpen: 0, closed: 0 };
    async function* source(index: number) {
      seen.open++;
      seen.mostOpen = Math.max(seen.mostOpen, seen.open);
      try {
        for (let value = 1; value <= (sizes[index] ?? 0); value++) {
          await beforeValue(index);
          yield `${index}.${value}`;
        }
      } finally {
        seen.open--;
        seen.closed++;
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
    expect(seen).toMatchObject({ open: 0, closed: 4 });
  });

  it("opens as many sources as the concurrency and no more", async () => {
    const { seen, sources } = make([1, 1, 1, 1, 1, 1]);
    const reading = concatConcurrent(sources, 3);
    await reading.next();
    expect(seen.open).toBe(3);
    await Array.fromAsync(reading);
    expect(seen.mostOpen).toBe(3);
  });

  it("throws as soon as an open source has failed, and closes all of them", async () => {
    const { seen, sources } = make([5, 5, 5], async (index) => {
      if (index === 1) throw new Error("refused");
      await new Promise((done) => setTimeout(done, 5));
    });
    const received: string[] = [];
    const all = (async () => {
      for await (const value of concatConcurrent(sources, 2)) received.push(value);
    })();
    await expect(all).rejects.toThrow("refused");
    expect(received).toEqual([]);
    expect(seen.open).toBe(0);
  });

  it("holds no reference to a value that it has yielded", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage: () => void = runInNewContext("gc");
    const yielded: WeakRef<object>[] = [];
    async function* source() {
      for (let value = 0; value < 10; value++) yield { value };
    }
    async function* sources() {
      for (let index = 0; index < 10; index++) yield source();
    }
    for await (const value of concatConcurrent(sources(), 2)) {
      yielded.push(new WeakRef(value));
      if (yielded.length < 90) continue;
      await new Promise((done) => setTimeout(done));
      collectGarbage();
      const held = yielded.filter((reference) => reference.deref() !== undefined);
      expect(held.length).toBeLessThan(5);
      break;
    }
    expect(yielded).toHaveLength(90);
  });

  it("closes its open sources when its reader stops early", async () => {
    const { seen, sources } = make([3, 3, 3, 3]);
    for await (const value of concatConcurrent(sources, 3)) if (value === "0.2") break;
    expect(seen).toMatchObject({ open: 0, closed: 3 });
  });
});

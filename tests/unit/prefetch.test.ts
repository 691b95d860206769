import { describe, expect, it } from "vitest";
import { prefetch } from "@/lib/exports/source/prefetch";

function counting(total: number) {
  const seen = { requested: 0, closed: false };
  async function* source() {
    try {
      for (let value = 1; value <= total; value++) {
        seen.requested = value;
        yield value;
      }
    } finally {
      seen.closed = true;
    }
  }
  return { seen, source: source() };
}

describe("prefetch", () => {
  it("yields every value in order, then closes its source", async () => {
    const { seen, source } = counting(5);
    expect(await Array.fromAsync(prefetch(source))).toEqual([1, 2, 3, 4, 5]);
    expect(seen.closed).toBe(true);
  });

  it("reads one value ahead and no more", async () => {
    const { seen, source } = counting(5);
    const prefetched = prefetch(source);
    await prefetched.next();
    await Promise.resolve();
    expect(seen.requested).toBe(2);
  });

  it("requests the first value before it is asked for", () => {
    const { seen, source } = counting(5);
    prefetch(source);
    expect(seen.requested).toBe(1);
  });

  it("requests the value after one that may not be read ahead of only when it is asked for", async () => {
    const { seen, source } = counting(5);
    const prefetched = prefetch(source, (value) => value !== 2);
    const requested: number[] = [];
    for await (const value of prefetched) {
      expect(value).toBe(requested.length + 1);
      await Promise.resolve();
      requested.push(seen.requested);
    }
    expect(requested).toEqual([2, 2, 4, 5, 5]);
  });

  it("closes its source when its reader stops early", async () => {
    const { seen, source } = counting(5);
    for await (const value of prefetch(source)) if (value === 2) break;
    expect(seen.closed).toBe(true);
  });

  it("throws an error of its source after the values before it", async () => {
    async function* failing() {
      yield 1;
      throw new Error("broken");
    }
    const prefetched = prefetch(failing());
    expect(await prefetched.next()).toEqual({ value: 1, done: false });
    await expect(prefetched.next()).rejects.toThrow("broken");
  });
});

import { expect, it } from "vitest";
import { limitBatchReads } from "@/lib/exports/source/limit-batch-reads";

it("limitBatchReads runs three reads at a time, first come, first served, also after failures", async () => {
  let active = 0;
  let maxActive = 0;
  const started: number[] = [];
  const read = (number: number) =>
    limitBatchReads(async () => {
      started.push(number);
      maxActive = Math.max(maxActive, ++active);
      await new Promise((done) => setTimeout(done, 5));
      active--;
      if (number % 4 === 0) throw new Error("failed");
      return number;
    });
  const numbers = Array.from({ length: 12 }, (_, index) => index);
  const outcomes = await Promise.allSettled(numbers.map(read));
  expect(started).toEqual(numbers);
  expect(maxActive).toBe(3);
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(3);
  expect(await read(1)).toBe(1);
});

it("limitBatchReads runs one read at a time while many wait", async () => {
  let active = 0;
  const seen: number[] = [];
  const read = () =>
    limitBatchReads(async () => {
      seen.push(++active);
      await new Promise((done) => setTimeout(done, 2));
      active--;
    });
  await Promise.all(Array.from({ length: 20 }, read));
  // The first three started before any read waited; the last few run concurrently again.
  expect(seen.slice(3, 12)).toEqual(Array(9).fill(1));
  expect(seen.slice(-4)).toContain(3);
});

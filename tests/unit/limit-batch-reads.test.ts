import { expect, it } from "vitest";
import { limitBatchReads } from "@/lib/exports/source/limit-batch-reads";

it("does three things at a time, in the order they came, also when some of them fail", async () => {
  let running = 0;
  let most = 0;
  const begun: number[] = [];
  const work = (number: number) =>
    limitBatchReads(async () => {
      begun.push(number);
      most = Math.max(most, ++running);
      await new Promise((done) => setTimeout(done, 5));
      running--;
      if (number % 4 === 0) throw new Error("failed");
      return number;
    });
  const numbers = Array.from({ length: 12 }, (_, index) => index);
  const outcomes = await Promise.allSettled(numbers.map(work));
  expect(begun).toEqual(numbers);
  expect(most).toBe(3);
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(3);
  expect(await work(1)).toBe(1);
});

it("does one thing at a time while many wait", async () => {
  let running = 0;
  const seen: number[] = [];
  const work = () =>
    limitBatchReads(async () => {
      seen.push(++running);
      await new Promise((done) => setTimeout(done, 2));
      running--;
    });
  await Promise.all(Array.from({ length: 20 }, work));
  // The first three began before anybody waited; the last few do not wait for one another again.
  expect(seen.slice(3, 12)).toEqual(Array(9).fill(1));
  expect(seen.slice(-4)).toContain(3);
});

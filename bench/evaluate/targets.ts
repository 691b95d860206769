import type { Sample, SizeResult, Target } from "../scenario.ts";
import { median } from "./median.ts";

type Figure = "ms" | "firstByteMs" | "bytes";

/** @returns a function that gives a candidate's median at the largest size, of its time by default */
export function medians(sizes: readonly SizeResult[]): (candidate: string, figure?: Figure) => number {
  return (candidate, figure = "ms") => medianOf(sizes.at(-1)?.samples[candidate], figure);
}

/** A target that is met if the figure is at most the limit. */
export function atMost(what: string, figure: number, limit: number): Target {
  return { text: `${what}: ${formatFigure(figure)} (at most ${limit})`, met: figure <= limit };
}

/** A target that is met if the figure is at least the limit. */
export function atLeast(what: string, figure: number, limit: number): Target {
  return { text: `${what}: ${formatFigure(figure)} (at least ${limit})`, met: figure >= limit };
}

/** Ten times the rows take at most 11 times as long (medians) and at most 20 MB more memory (highest peaks). */
export function proportional(sizes: readonly SizeResult[], candidates: readonly string[]): Target[] {
  const [small, large] = sizes;
  if (!small || !large) return [];
  const overIdle = (size: SizeResult, name: string) =>
    (Math.max(...peaks(size, name)) - (size.idleRssBytes ?? 0)) / 1e6;
  return candidates.flatMap((name) => [
    atMost(
      `${name}, times as long for ten times the rows`,
      medianOf(large.samples[name], "ms") / medianOf(small.samples[name], "ms"),
      11,
    ),
    atMost(`${name}, more memory for ten times the rows, in MB`, overIdle(large, name) - overIdle(small, name), 20),
  ]);
}

/** At the largest size, the median of the memory peaks is at most `megabytes` over idle. */
export function flatMemory(sizes: readonly SizeResult[], candidates: readonly string[], megabytes: number): Target {
  const size = sizes.at(-1);
  const text = `Server memory within ${megabytes} MB of idle at ${size?.rows.toLocaleString("en")}`;
  const idle = size?.idleRssBytes;
  if (size === undefined || idle === undefined)
    return { text: `${text}: not measured (this system has no /proc)`, met: true };
  const overIdle = candidates.map((name) => ({ name, megabytes: (median(peaks(size, name)) - idle) / 1e6 }));
  const found = overIdle.map((one) => `${one.name} ${one.megabytes.toFixed(0)} MB`).join(", ");
  return { text: `${text}: ${found}`, met: overIdle.every((one) => one.megabytes <= megabytes) };
}

function peaks(size: SizeResult, candidate: string): number[] {
  return (size.samples[candidate] ?? []).map(({ peakRssBytes }) => peakRssBytes ?? 0);
}

function medianOf(samples: readonly Sample[] | undefined, figure: Figure): number {
  return median((samples ?? []).map((sample) => sample[figure]));
}

function formatFigure(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(2);
}

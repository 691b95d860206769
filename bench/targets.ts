import type { SizeResult } from "./measure-size.ts";
import { median } from "./median.ts";
import type { Sample, Target } from "./scenario.ts";

type Figure = "ms" | "firstByteMs" | "bytes";

/** Medians of the largest size by contender, of its time unless told otherwise. */
export function figures(sizes: readonly SizeResult[]): (contender: string, figure?: Figure) => number {
  return (contender, figure = "ms") => middle(sizes.at(-1)?.samples[contender], figure);
}

/** A promise that a figure is no greater. */
export function atMost(what: string, figure: number, limit: number): Target {
  return { text: `${what}: ${print(figure)} (at most ${limit})`, met: figure <= limit };
}

/** A promise that a figure is no smaller. */
export function atLeast(what: string, figure: number, limit: number): Target {
  return { text: `${what}: ${print(figure)} (at least ${limit})`, met: figure >= limit };
}

/** Ten times the rows take at most eleven times as long (medians), and the same memory but for 20 MB (the highest of all). */
export function proportional(sizes: readonly SizeResult[], contenders: readonly string[]): Target[] {
  const [small, large] = sizes;
  if (!small || !large) return [];
  const overIdle = (size: SizeResult, name: string) =>
    (Math.max(...(size.samples[name] ?? []).map(({ peakRssBytes }) => peakRssBytes ?? 0)) - (size.idleRssBytes ?? 0)) /
    1e6;
  return contenders.flatMap((name) => [
    atMost(
      `${name}, times as long for ten times the rows`,
      middle(large.samples[name], "ms") / middle(small.samples[name], "ms"),
      11,
    ),
    atMost(`${name}, more memory for ten times the rows, in MB`, overIdle(large, name) - overIdle(small, name), 20),
  ]);
}

function middle(samples: readonly Sample[] | undefined, figure: Figure): number {
  return median((samples ?? []).map((sample) => sample[figure]));
}

function print(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(2);
}

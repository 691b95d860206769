import type { SizeResult } from "./measure-size.ts";
import { median } from "./median.ts";
import type { Target } from "./scenario.ts";

/** Whether the server stayed near its idle memory in the exports of the largest size: medians of the rounds; the report has the highest. */
export function flatMemory(sizes: readonly SizeResult[], exporters: readonly string[], megabytes: number): Target {
  const size = sizes.at(-1);
  const at = `Server memory within ${megabytes} MB of idle at ${size?.rows.toLocaleString("en")}`;
  const idle = size?.idleRssBytes;
  if (idle === undefined) return { text: `${at}: not measured (it takes Linux's /proc)`, met: true };
  const over = exporters.map(
    (name) => (median((size?.samples[name] ?? []).map(({ peakRssBytes }) => peakRssBytes ?? 0)) - idle) / 1e6,
  );
  const found = exporters.map((name, index) => `${name} ${over[index]?.toFixed(0)} MB`).join(", ");
  return { text: `${at}: ${found}`, met: over.every((one) => one <= megabytes) };
}

import type { SizeResult } from "./measure-size.ts";
import type { Target } from "./subject.ts";

/** Whether the server stayed near its idle memory in every export of a size. */
export function flatMemory(size: SizeResult, exporters: readonly string[], megabytes: number): Target {
  const at = `Server memory within ${megabytes} MB of idle at ${size.rows.toLocaleString("en")}`;
  const peaks = exporters.flatMap((name) => size.samples[name] ?? []).map(({ peakRssBytes }) => peakRssBytes);
  if (size.idleRssBytes === undefined) return { text: `${at}: not measured (it takes Linux's /proc)`, met: true };
  const over = (Math.max(...peaks.map((peak) => peak ?? 0)) - size.idleRssBytes) / 1e6;
  return { text: `${at}: ${over >= 0 ? "+" : ""}${over.toFixed(0)} MB`, met: over <= megabytes };
}

import type { ExportProgress } from "./export-progress";

/** A running export with its recent progress samples, oldest first. */
export type SampledExport = ExportProgress & { samples: { at: number; rows: number }[] };

/** Long enough to smooth over batches, short enough to show when a download slows down. */
const windowMs = 10_000;

/** A rate over less than this is noise. */
const minSpanMs = 900;

/**
 * Adds one sample to each export of the latest response. Samples older than ten seconds are dropped, and so are exports that
 * are not in the response.
 * @param at milliseconds of a monotonic clock, such as performance.now()
 */
export function addSamples(
  previous: readonly SampledExport[],
  latest: readonly ExportProgress[],
  at: number,
): SampledExport[] {
  return latest.map((progress) => {
    const samples = previous.find(({ id }) => id === progress.id)?.samples ?? [];
    const recent = samples.filter((sample) => at - sample.at <= windowMs);
    return { ...progress, samples: [...recent, { at, rows: progress.rowsWritten }] };
  });
}

/** Rows per second over the samples; null while they span less than a second. */
export function rowsPerSecond({ samples }: SampledExport): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < minSpanMs) return null;
  return ((last.rows - first.rows) * 1000) / (last.at - first.at);
}

/** Milliseconds left at the current rate; null while the rate or the total is unknown or the rate is zero. */
export function remainingMs(progress: SampledExport): number | null {
  const rate = rowsPerSecond(progress);
  if (!rate || progress.rowsTotal === null) return null;
  return (Math.max(0, progress.rowsTotal - progress.rowsWritten) / rate) * 1000;
}

/** Rounds an estimate up to whole seconds, from one minute on to ten seconds. */
export function roundEstimate(milliseconds: number): number {
  const step = milliseconds < 60_000 ? 1_000 : 10_000;
  return Math.ceil(milliseconds / step) * step;
}

import type { ExportProgress } from "./export-progress";

/** A running export with the recent changes of its row counter, oldest first. */
export type SampledExport = ExportProgress & { samples: { at: number; rows: number }[] };

/** Long enough to smooth over batches, short enough to show when a download slows down. */
const windowMs = 10_000;

/**
 * Adds one sample to each export of the latest response whose counter changed. The counter moves in steps, so a rate is only true
 * from one change to another. Samples more than ten seconds before the latest are dropped, all but one, and so are exports that
 * are not in the response.
 * @param at milliseconds of a monotonic clock, such as performance.now()
 */
export function addSamples(
  previous: readonly SampledExport[],
  latest: readonly ExportProgress[],
  at: number,
): SampledExport[] {
  return latest.map((progress) => {
    const known = previous.find(({ id }) => id === progress.id);
    if (!known) return { ...progress, samples: [] };
    if (known.rowsWritten === progress.rowsWritten) return { ...progress, samples: known.samples };
    const recent = known.samples.filter(
      (sample, index) => at - sample.at <= windowMs || index === known.samples.length - 1,
    );
    return { ...progress, samples: [...recent, { at, rows: progress.rowsWritten }] };
  });
}

/** Rows per second between the first and the last change; null until the counter has changed twice. */
export function rowsPerSecond({ samples }: SampledExport): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at === first.at) return null;
  return ((last.rows - first.rows) * 1000) / (last.at - first.at);
}

/** Milliseconds left at the current rate; null while the rate or the total is unknown. */
export function remainingMs(progress: SampledExport): number | null {
  const rate = rowsPerSecond(progress);
  if (!rate || progress.rowsTotal === null) return null;
  return (Math.max(0, progress.rowsTotal - progress.rowsWritten) / rate) * 1000;
}

/** "12 s left", "about 2 min left", "about 1 h 5 min left": rounded up, to whole seconds below a minute. */
export function remainingText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${Math.max(1, seconds)} s left`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `about ${minutes} min left`;
  return `about ${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}

import type { ExportProgress } from "@/lib/exports/queries/export-progress";

/** A running export with what was seen of it lately, oldest first. */
export type WatchedExport = ExportProgress & { seen: { at: number; rows: number }[] };

/** Long enough to even out batches, short enough to notice when a download slows down. */
const lookBack = 10_000;

/**
 * The runs of a new answer, each with what was seen of it before.
 * @param at milliseconds, of a clock that only goes forward
 */
export function watch(before: readonly WatchedExport[], runs: readonly ExportProgress[], at: number): WatchedExport[] {
  return runs.map((run) => {
    const known = before.find(({ id }) => id === run.id);
    const recent = known?.seen.filter((sight) => at - sight.at <= lookBack) ?? [];
    return { ...run, seen: [...recent, { at, rows: run.rowsWritten }] };
  });
}

/** Rows a second over the last seconds; null when it was seen for less than one. */
export function rateOf({ seen }: WatchedExport): number | null {
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last || last.at - first.at < 900) return null;
  return ((last.rows - first.rows) * 1000) / (last.at - first.at);
}

/** Milliseconds until it is done at the present rate; null when that cannot be said. */
export function timeLeft(run: WatchedExport): number | null {
  const rate = rateOf(run);
  if (!rate || run.rowsTotal === null) return null;
  return (Math.max(0, run.rowsTotal - run.rowsWritten) / rate) * 1000;
}

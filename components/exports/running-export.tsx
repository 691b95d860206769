import { formatNames } from "@/lib/exports/kinds";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { duration } from "@/lib/format/duration";
import { CancelExport } from "./cancel-export";
import { kindNames } from "./export-labels";
import { ProgressBar } from "./progress-bar";
import { rateOf, timeLeft, type WatchedExport } from "./watched-export";

/** One running export: how far it is, how fast, how long it still takes, and the way to stop it. */
export function RunningExport({ run }: { run: WatchedExport }) {
  const { id, kind, format, actorName, rowsWritten, rowsTotal, bytesWritten } = run;
  const titleId = `running-${id}`;
  const rows = rowsTotal === null ? count(rowsWritten, "row") : ofTotal(rowsWritten, rowsTotal);
  const rate = rateOf(run);
  const left = timeLeft(run);
  return (
    <li className="rounded-xl border border-line bg-surface p-4">
      <p id={titleId}>
        <b className="font-medium">{kindNames[kind]}</b> as {formatNames[format]}, started by <bdi>{actorName}</bdi>
      </p>
      <ProgressBar labelledBy={titleId} value={rowsWritten} total={rowsTotal} text={rows} />
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-quiet tabular-nums">
          <span className="text-ink">{rows}</span>
          <span>{bytes(bytesWritten)}</span>
          <span>{rate === null ? "measuring…" : `${count(Math.round(rate), "row")}/s`}</span>
          <span>{left ? `about ${duration(roughly(left))} left` : null}</span>
        </p>
        <CancelExport id={id} what={kindNames[kind]} by={actorName} />
      </div>
    </li>
  );
}

function ofTotal(rows: number, total: number): string {
  return `${rows.toLocaleString("en")} of ${count(total, "row")}`;
}

/** An estimate to the tenth of a second would be a lie. */
function roughly(milliseconds: number): number {
  const step = milliseconds < 60_000 ? 1_000 : 10_000;
  return Math.ceil(milliseconds / step) * step;
}

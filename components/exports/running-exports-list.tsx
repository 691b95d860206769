import { Isolated } from "@/components/ui/isolated";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatNames } from "@/lib/exports/kinds";
import { kindLabels } from "@/lib/exports/queries/kind-labels";

import { remainingMs, roundEstimate, rowsPerSecond, type SampledExport } from "@/lib/exports/queries/progress-estimate";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { duration } from "@/lib/format/duration";
import { CancelExport } from "./cancel-export";

export type RunningExportsListProps = {
  exports: SampledExport[];
  /** Whether the last poll failed. */
  stale: boolean;
};

/** The running exports. A default export, as React.lazy needs it. */
export default function RunningExportsList({ exports, stale }: RunningExportsListProps) {
  return (
    <section aria-labelledby="running-now" className="mb-8">
      <h2 id="running-now" className="scroll-mt-20 text-lg font-semibold">
        Running now
      </h2>
      {/* Always rendered: screen readers announce only changes of an existing live region. */}
      <p role="status" className="text-sm text-note-ink">
        {stale ? "Hydra isn’t responding, so this may be out of date. Retrying…" : null}
      </p>
      <ul className="mt-3 space-y-3">
        {exports.map((progress) => (
          <RunningExport key={progress.id} progress={progress} />
        ))}
      </ul>
    </section>
  );
}

/** Rows, bytes, rate and time left of one export, with a button to cancel it. */
function RunningExport({ progress }: { progress: SampledExport }) {
  const { id, kind, format, part, actorName, rowsWritten, rowsTotal, bytesWritten } = progress;
  const titleId = `running-${id}`;
  const rows =
    rowsTotal === null
      ? count(rowsWritten, "row")
      : `${rowsWritten.toLocaleString("en")} of ${count(rowsTotal, "row")}`;
  const rate = rowsPerSecond(progress);
  const remaining = remainingMs(progress);
  return (
    <li className="rounded-xl border border-line bg-surface p-4">
      <p id={titleId}>
        <b className="font-medium">{kindLabels[kind]}</b>
        {part ? " (part)" : null} as {formatNames[format]}, started by <Isolated>{actorName}</Isolated>
      </p>
      <ProgressBar labelledBy={titleId} value={rowsWritten} total={rowsTotal} text={rows} />
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-quiet tabular-nums">
          <span className="text-ink">{rows}</span>
          <span>{bytes(bytesWritten)}</span>
          <span>{rate === null ? "Estimating…" : `${count(Math.round(rate), "row")}/s`}</span>
          <span>{remaining ? `about ${duration(roundEstimate(remaining))} left` : null}</span>
        </p>
        <CancelExport id={id} kindLabel={kindLabels[kind]} actorName={actorName} />
      </div>
    </li>
  );
}

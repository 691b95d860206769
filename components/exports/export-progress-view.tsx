"use client";

import { useId } from "react";
import { Isolated } from "@/components/ui/isolated";
import { ProgressBar } from "@/components/ui/progress-bar";
import { useLocale } from "@/components/ui/use-browser";
import { exportLabel, withinSentence } from "@/lib/exports/labels/export-texts";
import { remainingMs, remainingText, rowsPerSecond, type SampledExport } from "@/lib/exports/queries/progress-estimate";
import { bytes } from "@/lib/format/bytes";
import { count, number } from "@/lib/format/count";
import { CancelExport } from "./cancel-export";

type Props = {
  progress: SampledExport;
  isOwn: boolean;
  /** Whether the numbers are out of date, because Hydra does not respond. */
  isStale: boolean;
};

/** The progress of a running export: rows of all, size, rate and time left, with a button to cancel it. */
export function ExportProgressView({ progress, isOwn, isStale }: Props) {
  const { id, kind, format, part, actorName, rowsWritten, rowsTotal, bytesWritten } = progress;
  const titleId = useId();
  const locale = useLocale();
  const label = exportLabel(kind, format, part);
  // A single contact is one row of any size: only its bytes say how far it is.
  const isOneRow = kind === "contact";
  const size = bytes(bytesWritten, locale);
  const rows =
    rowsTotal === null
      ? count(rowsWritten, "row", "rows", locale)
      : `${number(rowsWritten, locale)} of ${count(rowsTotal, "row", "rows", locale)}`;
  const rate = isOneRow ? null : rowsPerSecond(progress);
  const remaining = remainingMs(progress);
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 grow basis-56">
        <p id={titleId} className="text-sm">
          {isOwn ? (
            <>Downloading {withinSentence(label)}</>
          ) : (
            <>
              {label}, started by <Isolated className="font-medium">{actorName}</Isolated>
            </>
          )}
        </p>
        <ProgressBar
          labelledBy={titleId}
          value={rowsWritten}
          total={isOneRow ? null : rowsTotal}
          text={isOneRow ? size : rows}
        />
        <p className="mt-1.5 flex flex-wrap gap-x-3 text-sm text-quiet tabular-nums">
          {bytesWritten === 0 ? <span>Reading the first records…</span> : null}
          {isOneRow || bytesWritten === 0 ? null : <span>{rows}</span>}
          {bytesWritten === 0 ? null : <span>{size}</span>}
          {rate === null ? null : <span>{count(Math.max(1, Math.round(rate)), "row", "rows", locale)}/s</span>}
          {remaining === null ? null : <span>{remainingText(remaining)}</span>}
        </p>
        {isStale ? (
          <p className="text-sm text-note-ink">Hydra isn’t responding, so this may be out of date. Retrying…</p>
        ) : null}
      </div>
      <CancelExport id={id} label={label} owner={isOwn ? null : actorName} />
    </div>
  );
}

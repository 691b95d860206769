"use client";

import { useEffect } from "react";
import type { ExportKind } from "@/lib/exports/kinds";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import { ExportProgressView } from "./export-progress-view";
import { useExports } from "./exports-provider";

type FollowProps = {
  initial: readonly ExportProgress[];
  /** Whether the page shows an export as running elsewhere: polls at least once. */
  isExpected: boolean;
};

/** Once on a page that shows running exports: polls them while there are any. */
export function FollowExports({ initial, isExpected }: FollowProps) {
  const { tracker } = useExports();
  useEffect(() => tracker.follow(initial, isExpected), [tracker, initial, isExpected]);
  return null;
}

type Props = {
  kinds: readonly ExportKind[];
  /** Own exports that were started there are shown by OwnExportStatus. */
  origin?: string;
  initial: readonly ExportProgress[];
};

/** The progress of each running export of these kinds, whoever started it. */
export function RunningExports({ kinds, origin, initial }: Props) {
  const { state } = useExports();
  const running = state.running ?? initial.map((progress) => ({ ...progress, samples: [] }));
  const isShownElsewhere = (id: string) => state.own.some((own) => own.id === id && own.origin === origin);
  return running
    .filter(({ id, kind }) => kinds.includes(kind) && !isShownElsewhere(id))
    .map((progress) => (
      <ExportProgressView key={progress.id} progress={progress} isOwn={false} isStale={state.isStale} />
    ));
}

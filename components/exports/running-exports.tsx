"use client";

import { type ComponentType, lazy, Suspense } from "react";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import type { RunningExportsListProps } from "./running-exports-list";
import { useRunningExports } from "./use-running-exports";

/**
 * Loaded when the first export runs. The script may be gone on a page that was open during a deployment: then the list stays
 * empty and the page works on.
 */
const RunningExportsList = lazy<ComponentType<RunningExportsListProps>>(() =>
  import("./running-exports-list").catch(() => ({ default: () => null })),
);

type Props = { workspace: string; initial: ExportProgress[]; expected: boolean };

/** The progress of each running export of the workspace; nothing when none runs. */
export function RunningExports({ workspace, initial, expected }: Props) {
  const { exports, stale } = useRunningExports(workspace, initial, expected);
  if (exports.length === 0) return null;
  return (
    <Suspense>
      <RunningExportsList exports={exports} stale={stale} />
    </Suspense>
  );
}

"use client";

import { type ComponentType, lazy, Suspense } from "react";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import type { RunningExportsListProps } from "./running-exports-list";
import { useRunningExports } from "./use-running-exports";

/**
 * Its script is fetched once there is something to show. On a page that was open while a new version was installed it may be
 * gone: better no list than no page.
 */
const RunningList = lazy<ComponentType<RunningExportsListProps>>(() =>
  import("./running-exports-list").catch(() => ({ default: () => null })),
);

type Props = { workspace: string; initial: ExportProgress[]; expected: boolean };

/** How far each running export of the workspace is, whoever started it; nothing when none runs. */
export function RunningExports({ workspace, initial, expected }: Props) {
  const { runs, stale } = useRunningExports(workspace, initial, expected);
  if (runs.length === 0) return null;
  return (
    <Suspense>
      <RunningList runs={runs} stale={stale} />
    </Suspense>
  );
}

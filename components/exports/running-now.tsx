"use client";

import { type ComponentType, lazy, Suspense } from "react";
import type { RunningRun } from "@/lib/exports/running-run";
import type { RunningListProps } from "./running-list";
import { useRunning } from "./use-running";

/**
 * Its script is fetched once there is something to show. On a page that was open while a new version was installed it may be
 * gone: better no list than no page.
 */
const RunningList = lazy<ComponentType<RunningListProps>>(() =>
  import("./running-list").catch(() => ({ default: () => null })),
);

type Props = { workspace: string; initial: RunningRun[]; expected: boolean };

/** How far each running export of the workspace is, whoever started it; nothing when none runs. */
export function RunningNow({ workspace, initial, expected }: Props) {
  const { runs, stale } = useRunning(workspace, initial, expected);
  if (runs.length === 0) return null;
  return (
    <Suspense>
      <RunningList runs={runs} stale={stale} />
    </Suspense>
  );
}

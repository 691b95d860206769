"use client";

import type { RunningRun } from "@/lib/exports/running-run";
import { RunningItem } from "./running-item";
import { useRunning } from "./use-running";

type Props = { workspace: string; initial: RunningRun[]; expected: boolean };

/** How far each running export of the workspace is, whoever started it; nothing when none runs. */
export function RunningNow({ workspace, initial, expected }: Props) {
  const { runs, stale } = useRunning(workspace, initial, expected);
  if (runs.length === 0) return null;
  return (
    <section aria-labelledby="running-now" className="mb-8">
      <h2 id="running-now" className="scroll-mt-20 text-lg font-semibold">
        Running now
      </h2>
      {/* Always there, so that screen readers notice when it gets its text. */}
      <p role="status" className="text-sm text-note-ink">
        {stale ? "Hydra does not answer right now, so this may be out of date. Trying again." : null}
      </p>
      <ul className="mt-3 space-y-3">
        {runs.map((run) => (
          <RunningItem key={run.id} run={run} />
        ))}
      </ul>
    </section>
  );
}

import { RunningExport } from "./running-export";
import type { WatchedExport } from "./watched-export";

export type RunningExportsListProps = {
  runs: WatchedExport[];
  /** Whether the last look at them failed. */
  stale: boolean;
};

/** The exports that run now. */
export default function RunningList({ runs, stale }: RunningExportsListProps) {
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
          <RunningExport key={run.id} run={run} />
        ))}
      </ul>
    </section>
  );
}

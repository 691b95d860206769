"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import { type WatchedExport, watch } from "./watched-export";

const everyMs = 1_000;
const afterTroubleMs = 5_000;

/**
 * The exports that run now, looked at once a second while there are any and not at all otherwise. When one ends, the page is
 * brought up to date.
 * @param initial as the page was made with; a new list starts over from it
 * @param expected whether the page says somewhere that an export runs
 */
export function useRunningExports(
  workspace: string,
  initial: ExportProgress[],
  expected: boolean,
): { runs: WatchedExport[]; stale: boolean } {
  const router = useRouter();
  const [state, setState] = useState(() => startFrom(initial));
  if (state.from !== initial) setState(startFrom(initial, state.runs));
  const looking = state.runs.length > 0 || (expected && !state.asked);

  useEffect(() => {
    if (!looking) return;
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let running = new Set(initial.map(({ id }) => id));

    async function look() {
      let wait = everyMs;
      // Nobody sees a hidden tab; KeepFresh refreshes it when it is shown again.
      if (document.visibilityState === "visible") {
        const answer = await ask(workspace, leaving.signal);
        if (leaving.signal.aborted) return;
        if (answer === "refused") return router.refresh();
        if (answer === "unreachable") {
          wait = afterTroubleMs;
          setState((before) => ({ ...before, stale: true }));
        } else {
          const now = new Set(answer.map(({ id }) => id));
          if (answer.length === 0 || [...running].some((id) => !now.has(id))) router.refresh();
          running = now;
          setState((before) => ({
            ...before,
            runs: watch(before.runs, answer, performance.now()),
            asked: true,
            stale: false,
          }));
        }
      }
      timer = setTimeout(look, wait);
    }
    void look();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [looking, workspace, initial, router]);

  return { runs: state.runs, stale: state.stale };
}

type State = { from: ExportProgress[]; runs: WatchedExport[]; asked: boolean; stale: boolean };

/** What was seen of a run before stays, so that its rate does not start over. */
function startFrom(initial: ExportProgress[], before: WatchedExport[] = []): State {
  const runs = initial.map((run) => ({ ...run, seen: [], ...before.find(({ id }) => id === run.id) }));
  return { from: initial, runs, asked: false, stale: false };
}

async function ask(workspace: string, signal: AbortSignal): Promise<ExportProgress[] | "refused" | "unreachable"> {
  try {
    const response = await fetch(`/api/exports/running?workspace=${encodeURIComponent(workspace)}`, { signal });
    if (response.ok) return (await response.json()).exports;
    return response.status < 500 ? "refused" : "unreachable";
  } catch {
    return "unreachable";
  }
}

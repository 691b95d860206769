"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import { addSamples, type SampledExport } from "@/lib/exports/queries/progress-estimate";
import { callApi } from "@/lib/http/api-client";

const pollIntervalMs = 1_000;
const retryIntervalMs = 5_000;

type State = { initial: ExportProgress[]; exports: SampledExport[]; polled: boolean; stale: boolean };

/**
 * Polls the running exports once a second while there are any. Refreshes the page when one ends.
 * @param initial the running exports when the page was rendered; a new array resets the list
 * @param expected whether the page shows an export as running elsewhere: polls at least once
 * @returns the exports with their samples; stale when the last poll failed
 */
export function useRunningExports(
  workspace: string,
  initial: ExportProgress[],
  expected: boolean,
): { exports: SampledExport[]; stale: boolean } {
  const router = useRouter();
  const [state, setState] = useState(() => initialState(initial));
  if (state.initial !== initial) setState(initialState(initial, state.exports));
  const polling = state.exports.length > 0 || (expected && !state.polled);

  useEffect(() => {
    if (!polling) return;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let runningIds = new Set(initial.map(({ id }) => id));

    async function poll() {
      let delayMs = pollIntervalMs;
      // Hidden tabs do not poll; RefreshOnFocus refreshes them when they are shown again.
      if (document.visibilityState === "visible") {
        const result = await fetchRunningExports(workspace, controller.signal);
        if (controller.signal.aborted) return;
        if (result === "refused") return router.refresh();
        if (result === "unavailable") {
          delayMs = retryIntervalMs;
          setState((previous) => ({ ...previous, stale: true }));
        } else {
          const ids = new Set(result.map(({ id }) => id));
          if (result.length === 0 || [...runningIds].some((id) => !ids.has(id))) router.refresh();
          runningIds = ids;
          setState((previous) => ({
            ...previous,
            exports: addSamples(previous.exports, result, performance.now()),
            polled: true,
            stale: false,
          }));
        }
      }
      timer = setTimeout(poll, delayMs);
    }
    void poll();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [polling, workspace, initial, router]);

  return { exports: state.exports, stale: state.stale };
}

/** Keeps the samples of exports that were listed before, so that their rates do not start over. */
function initialState(initial: ExportProgress[], previous: SampledExport[] = []): State {
  const exports = initial.map((progress) => ({
    ...progress,
    samples: [],
    ...previous.find(({ id }) => id === progress.id),
  }));
  return { initial, exports, polled: false, stale: false };
}

/** @returns "refused" after a client error (4xx), "unavailable" after a server or network error */
async function fetchRunningExports(
  workspace: string,
  signal: AbortSignal,
): Promise<ExportProgress[] | "refused" | "unavailable"> {
  const path = `/api/exports/running?workspace=${encodeURIComponent(workspace)}`;
  const { data, error } = await callApi<{ exports: ExportProgress[] }>(path, { signal });
  if (data) return data.exports;
  return error?.status && error.status < 500 ? "refused" : "unavailable";
}

"use client";

import { useEffect, useRef, useState } from "react";
import type { EntriesResult, ExportsResult, LogProblem } from "@/lib/audit/verify";
import { callApi } from "@/lib/http/api-client";
import { saveLastCheck } from "./use-last-check";

type Head = { seq: string; hash: string };

type Result = {
  entries: number;
  exports: number;
  /** created_at of the first entry; null in an empty log. */
  since: string | null;
  head: Head | null;
  problemCount: number;
  /** The first 100. */
  problems: LogProblem[];
};

export type LogVerification =
  | { phase: "idle" }
  | { phase: "verifying"; entries: number; exports: number }
  | ({ phase: "done" } & Result)
  | { phase: "error"; message: string };

const maxProblems = 100;

/**
 * Verifies the whole log range by range, each starting where the previous one ended: first all entries, then that no export lacks
 * its entries. Goes on after a problem.
 */
export function useVerifyLog(workspace: string) {
  const [state, setState] = useState<LogVerification>({ phase: "idle" });
  const controllerRef = useRef<AbortController | null>(null);
  useEffect(() => () => controllerRef.current?.abort(), []);

  async function verify() {
    controllerRef.current?.abort();
    const controller = new AbortController();
    controllerRef.current = controller;
    const update = (next: LogVerification) => {
      if (!controller.signal.aborted) setState(next);
    };
    try {
      const result = await verifyRanges(workspace, controller.signal, update);
      update({ phase: "done", ...result });
      const { head, problemCount } = result;
      saveLastCheck(workspace, { at: new Date().toISOString(), lastEntry: Number(head?.seq ?? 0), problemCount });
    } catch (error) {
      update({ phase: "error", message: (error as Error).message });
    }
  }

  return { state, verify };
}

async function verifyRanges(
  workspace: string,
  signal: AbortSignal,
  update: (state: LogVerification) => void,
): Promise<Result> {
  const result: Result = { entries: 0, exports: 0, since: null, head: null, problemCount: 0, problems: [] };
  const add = ({ problemCount, problems }: EntriesResult | ExportsResult) => {
    result.problemCount += problemCount;
    result.problems = [...result.problems, ...problems].slice(0, maxProblems);
    update({ phase: "verifying", entries: result.entries, exports: result.exports });
  };
  update({ phase: "verifying", entries: 0, exports: 0 });
  for (let position: Record<string, string> = {}; ; ) {
    const range = await fetchRange<EntriesResult>("/api/audit-log/verify", { workspace, ...position }, signal);
    if (range.checked === 0) break;
    result.entries += range.checked;
    result.since ??= range.since;
    result.head = range.last;
    add(range);
    position = range.last;
  }
  for (let position: Record<string, string> = {}; ; ) {
    const range = await fetchRange<ExportsResult>("/api/audit-log/verify/exports", { workspace, ...position }, signal);
    if (range.last === null) return result;
    result.exports += range.checked;
    add(range);
    position = { after: range.last };
  }
}

/** @throws Error with a message for the user */
async function fetchRange<T>(path: string, query: Record<string, string>, signal: AbortSignal): Promise<T> {
  const { data, error } = await callApi<T>(`${path}?${new URLSearchParams(query)}`, { signal });
  if (error) throw new Error(error.message);
  return data;
}

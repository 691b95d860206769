"use client";

import { useEffect, useRef, useState } from "react";
import type { VerifyResult } from "@/lib/audit/verify";
import { callApi } from "@/lib/http/api-client";

type Head = { seq: number; hash: string };

export type LogVerification =
  | { phase: "idle" }
  | { phase: "verifying"; verified: number }
  | { phase: "valid"; entries: number; since: string | null; head: Head }
  | { phase: "invalid"; seq: number; reason: string }
  | { phase: "error"; message: string };

/** The position before the first entry. */
const genesis: Head = { seq: 0, hash: "0".repeat(64) };

/** Verifies the whole log range by range, each starting where the previous one ended. */
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
    let head = genesis;
    let entries = 0;
    let since: string | null = null;
    update({ phase: "verifying", verified: 0 });
    while (!controller.signal.aborted) {
      const query = new URLSearchParams({ workspace, seq: String(head.seq), hash: head.hash });
      const { data, error } = await callApi<VerifyResult>(`/api/audit-log/verify?${query}`, {
        signal: controller.signal,
      });
      if (error) return update({ phase: "error", message: error.message });
      if (data.firstInvalid) return update({ phase: "invalid", ...data.firstInvalid });
      if (data.checked === 0) return update({ phase: "valid", entries, since, head });
      entries += data.checked;
      since ??= data.since;
      head = { seq: data.seq, hash: data.hash };
      update({ phase: "verifying", verified: entries });
    }
  }

  return { state, verify };
}

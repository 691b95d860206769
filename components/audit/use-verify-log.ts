"use client";

import { useEffect, useRef, useState } from "react";
import { responseMessage, unreachable } from "@/components/exports/response-message";
import type { VerifyResult } from "@/lib/audit/verify";

type Place = { seq: number; hash: string };

export type LogVerification =
  | { phase: "idle" }
  | { phase: "walking"; done: number }
  | { phase: "unbroken"; entries: number; since: string | null; head: Place }
  | { phase: "broken"; seq: number; reason: string }
  | { phase: "problem"; message: string };

/** What comes before the first entry. */
const start: Place = { seq: 0, hash: "0".repeat(64) };

/** Walks the whole log, a stretch at a time, each from where the one before ended. */
export function useVerifyLog(workspace: string) {
  const [state, setState] = useState<LogVerification>({ phase: "idle" });
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);

  async function verify() {
    leaving.current?.abort();
    const mine = new AbortController();
    leaving.current = mine;
    const say = (next: LogVerification) => {
      if (!mine.signal.aborted) setState(next);
    };
    let head = start;
    let entries = 0;
    let since: string | null = null;
    say({ phase: "walking", done: 0 });
    while (!mine.signal.aborted) {
      const answer = await ask(workspace, head, mine.signal);
      if ("message" in answer) return say({ phase: "problem", message: answer.message });
      if (answer.firstInvalid) return say({ phase: "broken", ...answer.firstInvalid });
      if (answer.checked === 0) return say({ phase: "unbroken", entries, since, head });
      entries += answer.checked;
      since ??= answer.since;
      head = { seq: answer.seq, hash: answer.hash };
      say({ phase: "walking", done: entries });
    }
  }

  return { state, verify };
}

async function ask(workspace: string, { seq, hash }: Place, signal: AbortSignal) {
  try {
    const query = new URLSearchParams({ workspace, seq: String(seq), hash });
    const response = await fetch(`/api/audit-log/verify?${query}`, { signal, headers: { Accept: "application/json" } });
    return response.ok ? ((await response.json()) as VerifyResult) : { message: await responseMessage(response) };
  } catch {
    return { message: unreachable };
  }
}

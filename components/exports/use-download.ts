"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { responseMessage, unreachable } from "./response-message";

export type DownloadProblem = { message: string; signIn?: boolean };
type State = { phase: "idle" | "asking" | "started"; problem?: DownloadProblem };

/** When to look again after a download started, unless the last look is still under way: it is on record within two seconds. */
const looks = Array.from({ length: 20 }, (_, index) => 300 * (index + 1));

/**
 * Starts a download and keeps the page up to date.
 * @param version changes once the page shows the new download; the looking stops then
 */
export function useDownload(version: string | null) {
  const router = useRouter();
  const [state, setState] = useState<State>({ phase: "idle" });
  const [looking, startLook] = useTransition();
  const underWay = useRef(false);
  const shown = useRef(version);
  const busy = useRef(false);
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => {
    shown.current = version;
  }, [version]);
  useEffect(() => {
    underWay.current = looking;
  }, [looking]);
  useEffect(() => () => timers.current.forEach(clearTimeout), []);

  async function start(fields: Record<string, string>) {
    if (busy.current) return;
    busy.current = true;
    timers.current.forEach(clearTimeout);
    const before = shown.current;
    setState({ phase: "asking" });
    const answer = await ask(fields);
    if (!("file" in answer)) {
      busy.current = false;
      return setState({ phase: "idle", problem: answer });
    }
    // The answer is an attachment, so the browser saves it and the page stays.
    window.location.assign(answer.file);
    setState({ phase: "started" });
    const look = () => {
      if (shown.current === before && !underWay.current) startLook(() => router.refresh());
    };
    timers.current = looks.map((delay) => setTimeout(look, delay));
    timers.current.push(
      setTimeout(() => {
        busy.current = false;
      }, 1_000),
      setTimeout(() => setState({ phase: "idle" }), 4_000),
    );
  }

  return { ...state, start };
}

async function ask(fields: Record<string, string>): Promise<{ file: string } | DownloadProblem> {
  try {
    const response = await fetch("/api/exports", {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      body: JSON.stringify(fields),
    });
    if (response.ok) return { file: (await response.json()).file };
    return { message: await responseMessage(response), signIn: response.status === 401 };
  } catch {
    return { message: unreachable };
  }
}

"use client";

import { useMemo, useSyncExternalStore } from "react";

/** The last verification of a log in this browser: when it ended, the newest entry then, and how many problems it found. */
type LastCheck = { at: string; lastEntry: number; problemCount: number };

const checkedEvent = "hydra:log-checked";
const key = (workspace: string) => `audit-log-check ${workspace}`;

/** Keeps the result of a verification for `useLastCheck`. */
export function saveLastCheck(workspace: string, check: LastCheck): void {
  try {
    localStorage.setItem(key(workspace), JSON.stringify(check));
  } catch {
    // No storage: the page forgets it.
  }
  window.dispatchEvent(new Event(checkedEvent));
}

/** The last verification of a workspace's log in this browser; null without one. */
export function useLastCheck(workspace: string): LastCheck | null {
  const stored = useSyncExternalStore(
    subscribe,
    () => read(workspace),
    () => null,
  );
  return useMemo(() => parse(stored), [stored]);
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(checkedEvent, onChange);
  window.addEventListener("storage", onChange);
  return () => {
    window.removeEventListener(checkedEvent, onChange);
    window.removeEventListener("storage", onChange);
  };
}

function read(workspace: string): string | null {
  try {
    return localStorage.getItem(key(workspace));
  } catch {
    return null;
  }
}

function parse(stored: string | null): LastCheck | null {
  try {
    const { at, lastEntry, problemCount } = JSON.parse(stored ?? "{}");
    const isCheck = typeof at === "string" && Number.isInteger(lastEntry) && Number.isInteger(problemCount);
    return isCheck ? { at, lastEntry, problemCount } : null;
  } catch {
    return null;
  }
}

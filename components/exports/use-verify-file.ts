"use client";

import { useEffect, useRef, useState } from "react";
import type { HashNews } from "./hash-worker";
import { responseMessage, unreachable } from "./response-message";

/** The export that a file is of, as GET /api/exports/verify says it. */
export type VerifiedExport = {
  id: string;
  kind: "contacts" | "conversations" | "contact" | "audit_log";
  actorName: string;
  startedAt: string;
  rows: number;
  bytes: number;
};

export type Verification =
  | { phase: "idle" | "stopped" }
  | { phase: "hashing"; name: string; size: number; done: number }
  | { phase: "asking"; name: string }
  | { phase: "known"; name: string; sha256: string; run: VerifiedExport }
  | { phase: "unknown"; name: string; sha256: string; message: string }
  | { phase: "problem"; name: string; message: string };

/** Hashes a file in a worker of the browser and asks whether the workspace exported it. The file itself goes nowhere. */
export function useVerifyFile(workspace: string) {
  const [state, setState] = useState<Verification>({ phase: "idle" });
  const worker = useRef<Worker | null>(null);
  const end = () => {
    worker.current?.terminate();
    worker.current = null;
  };
  useEffect(() => () => worker.current?.terminate(), []);

  function verify(file: File) {
    end();
    const { name, size } = file;
    setState({ phase: "hashing", name, size, done: 0 });
    const mine = new Worker(new URL("./hash-worker.ts", import.meta.url), { type: "module" });
    worker.current = mine;
    const unreadable = () => {
      end();
      setState({ phase: "problem", name, message: "This file could not be read. Is it a folder, or was it moved?" });
    };
    mine.onerror = unreadable;
    mine.onmessage = async ({ data: news }: MessageEvent<HashNews>) => {
      if ("unreadable" in news) return unreadable();
      if ("done" in news) return setState({ phase: "hashing", name, size, done: news.done });
      setState({ phase: "asking", name });
      const answer = await ask(workspace, name, news.sha256);
      // Another file may have been chosen meanwhile.
      if (worker.current !== mine) return;
      end();
      setState(answer);
    };
    mine.postMessage(file);
  }

  function stop() {
    end();
    setState({ phase: "stopped" });
  }

  return { state, verify, stop };
}

async function ask(workspace: string, name: string, sha256: string): Promise<Verification> {
  try {
    const query = new URLSearchParams({ workspace, sha256 });
    const response = await fetch(`/api/exports/verify?${query}`, { headers: { Accept: "application/json" } });
    if (response.ok) return { phase: "known", name, sha256, run: await response.json() };
    const message = await responseMessage(response);
    return response.status === 404 ? { phase: "unknown", name, sha256, message } : { phase: "problem", name, message };
  } catch {
    return { phase: "problem", name, message: unreachable };
  }
}

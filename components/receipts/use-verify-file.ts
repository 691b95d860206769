"use client";

import { useEffect, useRef, useState } from "react";
import type { ExportKind } from "@/lib/exports/kinds";
import { callApi } from "@/lib/http/api-client";
import type { HashMessage } from "./hash-worker";

/** The export of a file, as GET /api/exports/verify returns it. */
export type VerifiedExport = {
  id: string;
  kind: ExportKind;
  /** Whether it holds a part of the records. */
  part: boolean;
  /** What it holds: which part, in which time zone, whether without internal notes; empty for everything as it is. */
  scope: string;
  actorName: string;
  startedAt: string;
  rows: number;
  bytes: number;
  remarkCount: number | null;
  /** How many cells were cut for Excel, as in `exports.cells_cut`. */
  cellsCut: unknown;
  /** Whether the server signed the record of this export. */
  confirmed: boolean;
};

export type FileVerification =
  | { phase: "idle" | "stopped" }
  | { phase: "hashing"; name: string; size: number; hashedBytes: number }
  | { phase: "requesting"; name: string }
  | { phase: "match" | "unconfirmed"; name: string; verified: VerifiedExport }
  | { phase: "no-match"; name: string; sha256: string }
  | { phase: "error"; name: string; message: string };

/** Hashes a file in a web worker and looks the hash up among the workspace's exports. The file itself is not uploaded. */
export function useVerifyFile(workspace: string) {
  const [state, setState] = useState<FileVerification>({ phase: "idle" });
  const workerRef = useRef<Worker | null>(null);
  const terminate = () => {
    workerRef.current?.terminate();
    workerRef.current = null;
  };
  useEffect(() => () => workerRef.current?.terminate(), []);

  function verify(file: File) {
    terminate();
    const { name, size } = file;
    setState({ phase: "hashing", name, size, hashedBytes: 0 });
    const worker = new Worker(new URL("./hash-worker.ts", import.meta.url), { type: "module" });
    workerRef.current = worker;
    const onUnreadable = () => {
      terminate();
      setState({ phase: "error", name, message: "This file couldn’t be read. Is it a folder, or was it moved?" });
    };
    worker.onerror = onUnreadable;
    worker.onmessage = async ({ data: message }: MessageEvent<HashMessage>) => {
      if ("unreadable" in message) return onUnreadable();
      if ("hashedBytes" in message) {
        return setState({ phase: "hashing", name, size, hashedBytes: message.hashedBytes });
      }
      setState({ phase: "requesting", name });
      const result = await findExport(workspace, name, message.sha256);
      // The user may have chosen another file meanwhile.
      if (workerRef.current !== worker) return;
      terminate();
      setState(result);
    };
    worker.postMessage(file);
  }

  function stop() {
    terminate();
    setState({ phase: "stopped" });
  }

  return { state, verify, stop };
}

async function findExport(workspace: string, name: string, sha256: string): Promise<FileVerification> {
  const query = new URLSearchParams({ workspace, sha256 });
  const { data, error } = await callApi<VerifiedExport>(`/api/exports/verify?${query}`);
  if (data) return { phase: data.confirmed ? "match" : "unconfirmed", name, verified: data };
  if (error?.status === 404) return { phase: "no-match", name, sha256 };
  return { phase: "error", name, message: error?.message ?? "" };
}

"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { type ApiResult, callApi } from "@/lib/http/api-client";

export type DownloadError = NonNullable<ApiResult<unknown>["error"]>;
type State = { phase: "idle" | "requesting" | "started"; error?: DownloadError };

/** When to refresh the page after a download started. The export is on record within two seconds. */
const pollDelaysMs = Array.from({ length: 20 }, (_, index) => 300 * (index + 1));
/** Ignores a double click. */
const cooldownMs = 1_000;
const startedMessageMs = 4_000;

/**
 * Starts downloads and refreshes the page until it shows the new export.
 * @param version identifies the last export on the page; polling stops once it changes
 */
export function useDownload(version: string | null) {
  const router = useRouter();
  const [state, setState] = useState<State>({ phase: "idle" });
  const [refreshing, startRefresh] = useTransition();
  const refreshingRef = useRef(false);
  const versionRef = useRef(version);
  const busy = useRef(false);
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => {
    versionRef.current = version;
  }, [version]);
  useEffect(() => {
    refreshingRef.current = refreshing;
  }, [refreshing]);
  useEffect(() => () => timers.current.forEach(clearTimeout), []);

  async function start(fields: Record<string, string>) {
    if (busy.current) return;
    busy.current = true;
    timers.current.forEach(clearTimeout);
    const previousVersion = versionRef.current;
    setState({ phase: "requesting" });
    const { data, error } = await callApi<{ file: string }>("/api/exports", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(fields),
    });
    if (error) {
      busy.current = false;
      return setState({ phase: "idle", error });
    }
    // The response is an attachment: the browser saves it and stays on the page.
    window.location.assign(data.file);
    setState({ phase: "started" });
    const poll = () => {
      if (versionRef.current === previousVersion && !refreshingRef.current) startRefresh(() => router.refresh());
    };
    timers.current = pollDelaysMs.map((delay) => setTimeout(poll, delay));
    timers.current.push(
      setTimeout(() => {
        busy.current = false;
      }, cooldownMs),
      setTimeout(() => setState({ phase: "idle" }), startedMessageMs),
    );
  }

  return { ...state, start };
}

"use client";

import { useSyncExternalStore } from "react";
import { relativeTime } from "@/lib/format/relative-time";
import { localTime, utcTime } from "@/lib/format/time";

const everySeconds = 10;

/** A moment, as "3 minutes ago (23 Nov 2026, 15:04)" in your time zone; in UTC until the browser takes over, and on hover. */
export function LocalTime({ at }: { at: string }) {
  const tick = useSyncExternalStore(subscribe, currentTick, () => null);
  const time = new Date(at);
  const utc = utcTime(time, "minute");
  return (
    <time dateTime={time.toISOString()} title={utc}>
      {tick === null ? utc : `${relativeTime(time, new Date())} (${localTime(time, "minute")})`}
    </time>
  );
}

function currentTick(): number {
  return Math.floor(Date.now() / (everySeconds * 1000));
}

function subscribe(changed: () => void): () => void {
  const timer = setInterval(changed, everySeconds * 1000);
  return () => clearInterval(timer);
}

"use client";

import { useSyncExternalStore } from "react";
import { type DateStyle, localTime, utcTime } from "@/lib/format/time";

type Props = { at: string; look: DateStyle };

/** A moment in your time zone, in UTC until the browser takes over, and on hover. It does not tick as LocalTime does. */
export function PlainTime({ at, look }: Props) {
  const inBrowser = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
  const time = new Date(at);
  return (
    <time dateTime={at} title={utcTime(time, look === "day" ? "minute" : look)}>
      {inBrowser ? localTime(time, look) : utcTime(time, look)}
    </time>
  );
}

/** A moment does not change. */
function subscribe(): () => void {
  return () => undefined;
}

"use client";

import { useSyncExternalStore } from "react";
import { isoTime } from "@/lib/format/iso-time";
import { relativeTime } from "@/lib/format/relative-time";
import { type DateStyle, localTime, utcTime } from "@/lib/format/time";
import { EmptyValue } from "./empty-value";

const refreshMs = 10_000;

type Props = {
  /** As Postgres printed it. A value that JavaScript cannot parse, such as infinity, is shown unchanged. */
  at: string | null;
  /** "relative" is "3 minutes ago (23 Nov 2026, 15:04)". */
  dateStyle?: DateStyle | "relative";
};

/** A time in the browser's time zone; in UTC before hydration and in the tooltip. */
export function Timestamp({ at, dateStyle = "minute" }: Props) {
  if (!at) return <EmptyValue />;
  const iso = isoTime(at);
  if (!iso) return at;
  return dateStyle === "relative" ? <RelativeTime iso={iso} /> : <AbsoluteTime iso={iso} dateStyle={dateStyle} />;
}

function AbsoluteTime({ iso, dateStyle }: { iso: string; dateStyle: DateStyle }) {
  const hydrated = useSyncExternalStore(
    noSubscription,
    () => true,
    () => false,
  );
  const time = new Date(iso);
  return (
    <time dateTime={iso} title={utcTime(time, dateStyle === "day" ? "minute" : dateStyle)}>
      {hydrated ? localTime(time, dateStyle) : utcTime(time, dateStyle)}
    </time>
  );
}

/** Rendered again every 10 seconds. */
function RelativeTime({ iso }: { iso: string }) {
  const tick = useSyncExternalStore(subscribeToTicks, currentTick, () => null);
  const time = new Date(iso);
  const utc = utcTime(time, "minute");
  return (
    <time dateTime={iso} title={utc}>
      {tick === null ? utc : `${relativeTime(time, new Date())} (${localTime(time, "minute")})`}
    </time>
  );
}

function noSubscription(): () => void {
  return () => undefined;
}

function currentTick(): number {
  return Math.floor(Date.now() / refreshMs);
}

function subscribeToTicks(onChange: () => void): () => void {
  const timer = setInterval(onChange, refreshMs);
  return () => clearInterval(timer);
}

"use client";

import { useSyncExternalStore } from "react";
import { isoTime } from "@/lib/format/iso-time";
import { relativeTime } from "@/lib/format/relative-time";
import { type DateStyle, localTime, timeInBothZones, timeInZone, utcTime } from "@/lib/format/time";
import { EmptyValue } from "./field";

const refreshMs = 10_000;

type Props = {
  /** As Postgres printed it. A value that JavaScript cannot parse, such as infinity, is shown unchanged. */
  at: string | null;
  /** "relative" is "3 minutes ago". */
  dateStyle?: DateStyle | "relative";
  /** A time zone by its IANA name, for a page that names it; the browser's by default. */
  timeZone?: string;
};

/** A time in the browser's locale and time zone, in UTC before hydration; in both, with the zone named, in the tooltip. */
export function Timestamp({ at, dateStyle = "minute", timeZone }: Props) {
  // Renders again every ten seconds, but only what says how long ago something was changes.
  const tick = useSyncExternalStore(
    dateStyle === "relative" ? subscribeToTicks : noSubscription,
    currentTick,
    () => null,
  );
  if (!at) return <EmptyValue />;
  const iso = isoTime(at);
  if (!iso) return at;
  const time = new Date(iso);
  const isHydrated = tick !== null;
  if (timeZone && dateStyle !== "relative") {
    return (
      <time dateTime={iso} title={isHydrated ? timeInBothZones(time) : utcTime(time, "second")}>
        {timeInZone(time, dateStyle, timeZone, isHydrated ? undefined : "en-GB")}
      </time>
    );
  }
  return (
    <time dateTime={iso} title={isHydrated ? timeInBothZones(time) : utcTime(time, "second")}>
      {isHydrated ? localText(time, dateStyle) : utcTime(time, dateStyle === "relative" ? "minute" : dateStyle)}
    </time>
  );
}

function localText(time: Date, dateStyle: DateStyle | "relative"): string {
  return dateStyle === "relative" ? relativeTime(time, new Date()) : localTime(time, dateStyle);
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

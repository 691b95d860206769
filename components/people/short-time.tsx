"use client";

import { useSyncExternalStore } from "react";

const looks = {
  day: { dateStyle: "medium" },
  minute: { dateStyle: "medium", timeStyle: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type Props = { at: string; look?: keyof typeof looks };

/** A moment in your time zone, in UTC until the browser takes over. For long lists, where it need not tick like LocalTime. */
export function ShortTime({ at, look = "minute" }: Props) {
  const inBrowser = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
  const time = new Date(at);
  const utc = `${new Intl.DateTimeFormat("en-GB", { ...looks.minute, timeZone: "UTC" }).format(time)} UTC`;
  const day = new Intl.DateTimeFormat("en-GB", { ...looks.day, timeZone: "UTC" }).format(time);
  const local = new Intl.DateTimeFormat("en-GB", looks[look]).format(time);
  return (
    <time dateTime={at} title={utc}>
      {inBrowser ? local : look === "day" ? day : utc}
    </time>
  );
}

/** A moment does not change. */
function subscribe(): () => void {
  return () => undefined;
}

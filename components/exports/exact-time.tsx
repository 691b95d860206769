"use client";

import { useSyncExternalStore } from "react";

const style = { dateStyle: "medium", timeStyle: "medium" } as const;

/** A moment to the second in your time zone, for records; in UTC until the browser takes over, and on hover. */
export function ExactTime({ at }: { at: string }) {
  const inBrowser = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
  const time = new Date(at);
  const utc = `${new Intl.DateTimeFormat("en-GB", { ...style, timeZone: "UTC" }).format(time)} UTC`;
  return (
    <time dateTime={at} title={utc}>
      {inBrowser ? new Intl.DateTimeFormat("en-GB", style).format(time) : utc}
    </time>
  );
}

/** A moment does not change. */
function subscribe(): () => void {
  return () => undefined;
}

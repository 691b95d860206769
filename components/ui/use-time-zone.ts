"use client";

import { useSyncExternalStore } from "react";

/** The browser's time zone by its IANA name; "UTC" on the server and until the page is hydrated, so that both render the same. */
export function useTimeZone(): string {
  return useSyncExternalStore(
    () => () => undefined,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}

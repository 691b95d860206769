"use client";

import { useSyncExternalStore } from "react";

// What only the browser knows. On the server and until the page is hydrated they return a default, so that both render the same.

/** The browser's locale; "en" until the page is hydrated. */
export function useLocale(): string {
  return useBrowserValue(() => navigator.language, "en");
}

/** The browser's time zone by its IANA name; "UTC" until the page is hydrated. */
export function useTimeZone(): string {
  return useBrowserValue(() => new Intl.DateTimeFormat().resolvedOptions().timeZone, "UTC");
}

/** Whether the page is hydrated. */
export function useIsHydrated(): boolean {
  return useBrowserValue(() => true, false);
}

function useBrowserValue<T extends string | boolean>(read: () => T, initial: T): T {
  return useSyncExternalStore(noSubscription, read, () => initial);
}

function noSubscription(): () => void {
  return () => undefined;
}

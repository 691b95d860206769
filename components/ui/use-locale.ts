"use client";

import { useSyncExternalStore } from "react";

/** The browser's locale; "en" on the server and until the page is hydrated, so that both render the same. */
export function useLocale(): string {
  return useSyncExternalStore(
    () => () => undefined,
    () => navigator.language,
    () => "en",
  );
}

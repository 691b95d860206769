"use client";

import { useSyncExternalStore } from "react";

/** False on the server and until the page is hydrated, so that both render the same; then true. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
}

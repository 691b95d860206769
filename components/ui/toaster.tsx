"use client";

import { type ComponentType, useEffect, useState, useSyncExternalStore } from "react";
import { subscribeToToasts, type ToastMessage, toastMessages } from "./show-toast";

const none: readonly ToastMessage[] = [];

/** Where toasts appear; once in a layout. Their script is loaded with the first one. */
export function Toaster() {
  const messages = useSyncExternalStore(subscribeToToasts, toastMessages, () => none);
  const [Viewport, setViewport] = useState<ComponentType<{ messages: readonly ToastMessage[] }> | null>(null);
  const isNeeded = messages.length > 0;
  useEffect(() => {
    if (!isNeeded) return;
    import("./toast-viewport").then(
      ({ default: loaded }) => setViewport(() => loaded),
      // Without the script there is no toast; the card says the same.
      () => undefined,
    );
  }, [isNeeded]);
  return Viewport ? <Viewport messages={messages} /> : null;
}

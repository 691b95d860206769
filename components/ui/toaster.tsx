"use client";

import { type ComponentType, useEffect, useState, useSyncExternalStore } from "react";
import type { ToastMessage } from "./toast-viewport";

const none: readonly ToastMessage[] = [];
let sent = none;
let onChange: () => void = () => undefined;

/** Shows a message at the edge of the screen: a success for ten seconds, a warning or an error until it is closed. */
export function showToast(message: ToastMessage): void {
  sent = [...sent, message];
  onChange();
}

/** Every message so far, oldest first. */
function toastMessages(): readonly ToastMessage[] {
  return sent;
}

/** Calls `listener` after each message. @returns stops it */
function subscribeToToasts(listener: () => void): () => void {
  onChange = listener;
  return () => {
    onChange = () => undefined;
  };
}

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

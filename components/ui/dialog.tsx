"use client";

import { type ComponentType, lazy, Suspense, useRef } from "react";
import type { DialogPopupProps } from "./dialog-popup";

/** Loaded when the first dialog opens. */
const DialogPopup = lazy<ComponentType<DialogPopupProps>>(() =>
  import("./dialog-popup").catch(() => {
    // The script is gone after a deployment: the page that is loaded now has the new one.
    window.location.reload();
    return { default: () => null };
  }),
);

/** A modal dialog or, with variant "sheet", a panel at the left edge. It keeps the focus and gives it back when it closes. */
export function Dialog(props: DialogPopupProps) {
  // Rendered after it closed, too: it gives back the focus.
  const wasOpened = useRef(false);
  wasOpened.current ||= props.open;
  if (!wasOpened.current) return null;
  return (
    <Suspense>
      <DialogPopup {...props} />
    </Suspense>
  );
}

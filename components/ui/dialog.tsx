"use client";

import { Suspense, useRef } from "react";
import type { DialogPopupProps } from "./dialog-popup";
import { onDemand } from "./on-demand";

const DialogPopup = onDemand<DialogPopupProps>(() => import("./dialog-popup"));

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

"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useExports } from "./exports-provider";

/** Around what starts exports and shows how they go: a toast says the same while it is out of view. */
export function ExportOrigin({ origin, children }: { origin: string; children: ReactNode }) {
  const { tracker } = useExports();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => (element.current ? tracker.place(origin, element.current) : undefined), [tracker, origin]);
  return (
    // Takes the focus when the button that had it is gone.
    <div ref={element} data-export-origin={origin} tabIndex={-1} className="outline-none">
      {children}
    </div>
  );
}

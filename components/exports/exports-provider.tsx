"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { TrackerState } from "@/lib/exports/queries/tracker-state";
import { ExportTracker } from "./export-tracker";

const TrackerContext = createContext<ExportTracker | null>(null);

/** Keeps the exports that were started on any page of a workspace, so that they outlive the page. */
export function ExportsProvider({ workspace, children }: { workspace: string; children: ReactNode }) {
  const router = useRouter();
  const [tracker] = useState(() => new ExportTracker(workspace, () => router.refresh()));
  useEffect(() => () => tracker.stop(), [tracker]);
  return (
    <TrackerContext value={tracker}>
      {children}
      <Announcer tracker={tracker} />
    </TrackerContext>
  );
}

/** The tracker of the workspace's exports, and its state. */
export function useExports(): { tracker: ExportTracker; state: TrackerState } {
  const tracker = useContext(TrackerContext);
  if (!tracker) throw new Error("useExports needs an ExportsProvider.");
  const state = useSyncExternalStore(tracker.subscribe, tracker.state, tracker.initialState);
  return { tracker, state };
}

/** Always rendered: screen readers announce only changes of an existing live region. */
function Announcer({ tracker }: { tracker: ExportTracker }) {
  const { announcement } = useSyncExternalStore(tracker.subscribe, tracker.state, tracker.initialState);
  return (
    // The explicit aria-live keeps an open dialog from hiding it.
    <p role="status" aria-live="polite" className="sr-only">
      {announcement}
    </p>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Brings the page up to date when you come back to it. While an export runs, RunningNow does. */
export function RefreshOnFocus() {
  const router = useRouter();
  useEffect(() => {
    const refreshIfSeen = () => document.visibilityState === "visible" && router.refresh();
    document.addEventListener("visibilitychange", refreshIfSeen);
    return () => document.removeEventListener("visibilitychange", refreshIfSeen);
  }, [router]);
  return null;
}

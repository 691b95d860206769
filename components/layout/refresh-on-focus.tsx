"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Refreshes the page when its tab is shown again. */
export function RefreshOnFocus() {
  const router = useRouter();
  useEffect(() => {
    const refreshIfVisible = () => document.visibilityState === "visible" && router.refresh();
    document.addEventListener("visibilitychange", refreshIfVisible);
    return () => document.removeEventListener("visibilitychange", refreshIfVisible);
  }, [router]);
  return null;
}

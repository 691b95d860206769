"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everySeconds = 3;

/** Brings the page up to date when you come back to it, and now and then while an export is running. */
export function KeepFresh({ running }: { running: boolean }) {
  const router = useRouter();
  useEffect(() => {
    const refreshIfSeen = () => document.visibilityState === "visible" && router.refresh();
    document.addEventListener("visibilitychange", refreshIfSeen);
    const timer = running ? setInterval(refreshIfSeen, everySeconds * 1000) : undefined;
    return () => {
      document.removeEventListener("visibilitychange", refreshIfSeen);
      clearInterval(timer);
    };
  }, [router, running]);
  return null;
}

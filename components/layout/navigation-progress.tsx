"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { navigationEvent } from "@/lib/navigation-event";
import { PageSkeleton } from "./page-skeleton";

/** A page that is there sooner replaces the old one without a skeleton in between. */
const skeletonDelayMs = 120;
/** A navigation that ends where it started changes no address. */
const giveUpMs = 20_000;

type Navigation = { from: string; toPath: string; isLate: boolean };

/**
 * From the click on a link until its page is there: a bar at the top at once, and soon a skeleton of the page in place of `children`.
 * Not loading.tsx: with it the server would answer 200 before it knows that a page is 404 or 403, and without JavaScript the
 * skeleton would stay.
 */
export function NavigationProgress({ children }: { children: ReactNode }) {
  const path = usePathname();
  const address = `${path}?${useSearchParams()}`;
  const [started, setStarted] = useState<Navigation | null>(null);
  // Rendered in the same frame as the new page.
  const navigation = started?.from === address ? started : null;

  useEffect(() => {
    setStarted(null);
    let timers: ReturnType<typeof setTimeout>[] = [];
    function start({ detail }: CustomEvent<string>) {
      const to = new URL(detail, window.location.href);
      timers.forEach(clearTimeout);
      if (`${to.pathname}?${to.searchParams}` === address) return setStarted(null);
      const next = { from: address, toPath: to.pathname, isLate: false };
      // Not batched with the navigation, which takes its time to render.
      flushSync(() => setStarted(next));
      timers = [
        setTimeout(() => setStarted({ ...next, isLate: true }), skeletonDelayMs),
        setTimeout(() => setStarted(null), giveUpMs),
      ];
    }
    window.addEventListener(navigationEvent, start as EventListener);
    return () => {
      timers.forEach(clearTimeout);
      window.removeEventListener(navigationEvent, start as EventListener);
    };
  }, [address]);

  const showsSkeleton = navigation?.isLate && navigation.toPath !== path;
  return (
    <>
      {navigation ? (
        <div role="progressbar" aria-label="Loading the page" className="fixed inset-x-0 top-0 z-50 h-0.5">
          <div className="h-full origin-left animate-load bg-accent-ink forced-colors:bg-[Highlight]" />
        </div>
      ) : null}
      {showsSkeleton ? <PageSkeleton path={navigation.toPath} /> : null}
      <div hidden={showsSkeleton}>{children}</div>
    </>
  );
}

import type { ReactNode } from "react";

/** What scrolls by itself, up to half a screen high: a region with a name, which the keyboard can reach and scroll. */
export function ScrollRegion({ label, className = "", children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard cannot scroll the region (WCAG 2.1.1).
    <section aria-label={label} tabIndex={0} className={`max-h-96 overflow-auto rounded-lg ${className}`}>
      {children}
    </section>
  );
}

type Props = { label: string; className?: string; children: ReactNode };

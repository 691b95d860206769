import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** A native details element: it works without JavaScript, and the browser's find-in-page opens it. */
export function Disclosure({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="inline-flex min-h-8 list-none items-center gap-1.5 rounded-md pr-2 text-sm font-medium text-accent-ink hover:underline [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 shrink-0 transition-transform group-open:rotate-90" aria-hidden="true" />
        {title}
      </summary>
      <div className="pt-1.5 pb-1">{children}</div>
    </details>
  );
}

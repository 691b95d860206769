import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** An error next to the control that caused it; screen readers announce it as soon as it appears. */
export function Alert({ children, id }: { children: ReactNode; id?: string }) {
  return (
    <div
      id={id}
      role="alert"
      className="flex gap-2 rounded-md border border-transparent bg-danger-soft px-3 py-2 text-sm text-danger-ink"
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}

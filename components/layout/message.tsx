import type { ReactNode } from "react";

/** A message in place of a page: what happened, why, and what to do next. */
export function Message({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <section className="max-w-prose">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <div className="mt-2 space-y-2 text-quiet">{children}</div>
      {actions ? <div className="mt-6 flex flex-wrap gap-3">{actions}</div> : null}
    </section>
  );
}

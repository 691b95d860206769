import type { ReactNode } from "react";

/** A short message in a page's place: what happened, why, and where to go from here. */
export function Message({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <section className="max-w-prose">
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      <div className="mt-2 space-y-2 text-quiet">{children}</div>
      {actions ? <div className="mt-6 flex flex-wrap gap-3">{actions}</div> : null}
    </section>
  );
}

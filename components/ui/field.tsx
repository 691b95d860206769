import type { ReactNode } from "react";

/** A label and its value inside a `dl`. */
export function Field({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={`min-w-0 ${wide ? "col-span-full" : ""}`}>
      <dt className="text-quiet">{label}</dt>
      <dd className="[&_p]:text-left">{children}</dd>
    </div>
  );
}

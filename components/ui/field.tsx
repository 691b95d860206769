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

/** Fields side by side; printed, they take a third of the width and less height. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return (
    <dl className="mt-4 grid gap-x-6 gap-y-4 text-sm sm:grid-cols-2 print:mt-2 print:grid-cols-3 print:gap-y-2 print:text-xs">
      {children}
    </dl>
  );
}

/** A field without a value: a dash, read aloud as "none". */
export function EmptyValue() {
  return (
    <>
      <span aria-hidden="true" className="text-quiet">
        –
      </span>
      <span className="sr-only">none</span>
    </>
  );
}

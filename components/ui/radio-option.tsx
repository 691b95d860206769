import { type ReactNode, useId } from "react";

type Props = { name: string; value: string; label: string; defaultChecked?: boolean; children: ReactNode };

/** One of several options, with a line about it. */
export function RadioOption({ label, children, ...input }: Props) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2.5 text-sm">
      <input id={id} type="radio" aria-describedby={`${id}-about`} className="mt-0.5 size-4 accent-accent" {...input} />
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <p id={`${id}-about`} className="col-start-2 text-quiet">
        {children}
      </p>
    </div>
  );
}

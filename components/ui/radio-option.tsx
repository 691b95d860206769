import { type ReactNode, useId } from "react";

type Props = {
  name: string;
  value: string;
  label: string;
  defaultChecked?: boolean;
  required?: boolean;
  children: ReactNode;
};

/** A radio button with a label and a description. */
export function RadioOption({ label, children, ...input }: Props) {
  const id = useId();
  const descriptionId = `${id}-description`;
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2.5 text-sm">
      <input id={id} type="radio" aria-describedby={descriptionId} className="mt-0.5 size-4 accent-accent" {...input} />
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <p id={descriptionId} className="col-start-2 text-quiet">
        {children}
      </p>
    </div>
  );
}

import { type ComponentProps, useId } from "react";

type Props = ComponentProps<"input"> & { label: string };

export function Field({ label, ...input }: Props) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        className="block min-h-11 w-full rounded-lg border border-edge bg-surface px-3 text-base text-ink aria-invalid:border-danger-ink"
        {...input}
      />
    </div>
  );
}

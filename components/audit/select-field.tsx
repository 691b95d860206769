import { useId } from "react";

type Props = { label: string; name: string; value: string; options: { value: string; label: string }[] };

/** A field that takes one of some values. */
export function SelectField({ label, name, value, options }: Props) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        name={name}
        defaultValue={value}
        className="block min-h-11 w-full truncate rounded-lg border border-edge bg-surface px-3 text-base text-ink"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

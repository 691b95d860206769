import { type ComponentProps, useId } from "react";

/** A labelled text, search, password or date input. */
export function TextField({ label, ...input }: ComponentProps<"input"> & { label: string }) {
  const id = useId();
  return (
    <div>
      <Label htmlFor={id} text={label} />
      <input
        id={id}
        className="block min-h-8 w-full rounded-md border border-edge bg-surface px-2.5 text-base text-ink aria-invalid:border-danger-ink"
        {...input}
      />
    </div>
  );
}

type SelectProps = {
  label: string;
  /** Only screen readers get the label; the first option says what the list is of. */
  isLabelHidden?: boolean;
  name: string;
  value: string;
  options: { value: string; label: string }[];
};

/** A labelled select. */
export function SelectField({ label, isLabelHidden = false, name, value, options }: SelectProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <Label htmlFor={id} text={label} isHidden={isLabelHidden} />
      <select
        id={id}
        name={name}
        defaultValue={value}
        className="block min-h-8 w-full truncate rounded-md border border-edge bg-surface px-2 text-sm text-ink"
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

function Label({ htmlFor, text, isHidden = false }: { htmlFor: string; text: string; isHidden?: boolean }) {
  return (
    <label htmlFor={htmlFor} className={isHidden ? "sr-only" : "mb-1 block text-sm font-medium"}>
      {text}
    </label>
  );
}

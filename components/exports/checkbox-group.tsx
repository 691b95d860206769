type Props = {
  legend: string;
  name: string;
  options: { value: string; label: string }[];
  chosen: readonly string[];
};

/** Checkboxes of one field. None checked means all. */
export function CheckboxGroup({ legend, name, options, chosen }: Props) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {options.map(({ value, label }) => (
          <label key={value} className="flex min-h-6 items-center gap-2 text-sm">
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              className="size-4 accent-accent"
            />
            {label}
          </label>
        ))}
      </div>
      <p className="mt-1.5 text-sm text-quiet">Leave all unchecked to export all of them.</p>
    </fieldset>
  );
}

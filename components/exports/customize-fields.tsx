import { Disclosure } from "@/components/ui/disclosure";
import { contactFields } from "@/lib/exports/schemas/column-meanings";

type CheckboxGroupProps = {
  legend: string;
  name: string;
  options: { value: string; label: string }[];
  chosen: readonly string[];
};

/** Checkboxes of one field. None checked means all. */
export function CheckboxGroup({ legend, name, options, chosen }: CheckboxGroupProps) {
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

/** The columns of a contacts file, in the order in which they are written down. */
export function ColumnsField({ value }: { value: string }) {
  return (
    <div>
      <label htmlFor="columns" className="mb-1.5 block text-sm font-medium">
        Columns
      </label>
      <textarea
        id="columns"
        name="columns"
        rows={4}
        spellCheck={false}
        defaultValue={value}
        aria-describedby="columns-hint"
        className="block w-full rounded-lg border border-edge bg-surface px-3 py-2 font-mono text-sm text-ink"
      />
      <p id="columns-hint" className="mt-1.5 text-sm text-quiet">
        Separated by commas, in the order of the file. Delete what you don’t need.
      </p>
      <Disclosure title="What each column holds">
        <dl className="gap-x-6 text-sm sm:columns-2">
          {contactFields.map(({ name, meaning }) => (
            <div key={name} className="break-inside-avoid pb-1.5">
              <dt className="inline font-mono text-xs">{name}</dt> <dd className="inline text-quiet">{meaning}</dd>
            </div>
          ))}
        </dl>
      </Disclosure>
    </div>
  );
}

import { Disclosure } from "@/components/ui/disclosure";
import { contactColumnNames } from "@/lib/exports/contact-columns";
import { ColumnList } from "./column-list";

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
        <ColumnList columns={contactColumnNames} />
      </Disclosure>
    </div>
  );
}

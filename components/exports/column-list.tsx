import type { ContactColumn } from "@/lib/exports/contact-columns";
import { columnMeanings } from "@/lib/exports/schemas/column-meanings";

/** The columns of a contacts file with what each holds, in file order. */
export function ColumnList({ columns }: { columns: readonly ContactColumn[] }) {
  return (
    <>
      <dl className="gap-x-6 text-sm sm:columns-2">
        {columns.map((name) => (
          <div key={name} className="break-inside-avoid pb-1.5">
            <dt className="inline rounded bg-raised px-1.5 py-0.5 font-mono text-xs">{name}</dt>{" "}
            <dd className="inline text-quiet">{columnMeanings[name]}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-sm text-quiet">
        Columns appear in this order. Times are in UTC. In CSV files, an empty cell means no value.
      </p>
    </>
  );
}

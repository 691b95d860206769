import { type Column, DataTable } from "@/components/ui/data-table";
import { AnchorLink } from "@/components/ui/text-link";
import type { ExportKind } from "@/lib/exports/kinds";
import type { FileField } from "@/lib/exports/schemas/column-meanings";

type Props = {
  kind: ExportKind;
  /** "Columns of the contacts file". */
  caption: string;
  fields: readonly FileField[];
  /** What the file does not have. */
  notIncluded: readonly string[];
};

const columns: Column<FileField>[] = [
  {
    id: "name",
    label: "Column",
    narrow: "bare",
    cell: ({ name }) => <code className="font-mono text-xs">{name}</code>,
  },
  { id: "meaning", label: "Meaning", cell: ({ meaning }) => meaning },
  {
    id: "example",
    label: "Example",
    className: "text-quiet",
    cell: ({ example }) => <code className="font-mono text-xs">{example}</code>,
  },
];

/** What each column of a file means, with an example; what is not in it; and its schema. */
export function FileContents({ kind, caption, fields, notIncluded }: Props) {
  return (
    <div className="space-y-3">
      <p className="max-w-prose text-sm text-quiet">
        Every record that exists when the export starts. Records that are added or changed while it runs may be in the
        file as well; the receipt lists those that were moved or deleted meanwhile. Times are in UTC.
      </p>
      <DataTable caption={caption} columns={columns} rows={fields} rowKey={({ name }) => name} />
      <p className="max-w-prose text-sm text-quiet">
        <span className="font-medium text-ink">Not included in exports:</span> {notIncluded.join(", ")}.
      </p>
      <p className="text-sm text-quiet">
        For developers: <AnchorLink href={`/schemas/${kind}.schema.json`}>JSON Schema of the {kind} file</AnchorLink>
      </p>
    </div>
  );
}

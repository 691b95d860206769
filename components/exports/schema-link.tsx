import { AnchorLink } from "@/components/ui/text-link";
import type { ExportKind } from "@/lib/exports/kinds";

/** A link to the JSON Schema of an export's JSON file. */
export function SchemaLink({ kind }: { kind: ExportKind }) {
  return (
    <p className="mt-3 text-sm text-quiet">
      For developers: <AnchorLink href={`/schemas/${kind}.schema.json`}>JSON Schema for the JSON file</AnchorLink>
    </p>
  );
}

import type { ExportKind } from "@/lib/exports/kinds";

/** The JSON Schema of a JSON export, for whoever writes a program that reads it. */
export function SchemaLink({ file }: { file: ExportKind }) {
  return (
    <p className="mt-3 text-sm text-quiet">
      For developers:{" "}
      <a href={`/schemas/${file}.schema.json`} className="text-accent-ink underline">
        JSON Schema of the JSON file
      </a>
    </p>
  );
}

import { fileName, fileTypes } from "@/lib/exports/download/file-name";
import type { ExportFormat, ExportKind } from "@/lib/exports/kinds";
import { fileVersions } from "@/lib/exports/schemas/file-versions";
import { schemaId } from "@/lib/exports/schemas/json-schemas";
import type { ExportScope } from "@/lib/exports/scope/scope";
import { scopeText } from "@/lib/exports/scope/scope-lines";
import { tableFields } from "./table-fields";

/** A completed export, as its receipt confirms it. Times are ISO 8601, UTC. */
export type CompletedExport = {
  id: string;
  kind: ExportKind;
  format: ExportFormat;
  slug: string;
  workspaceName: string;
  targetId: string | null;
  includeNotes: boolean;
  scope: ExportScope;
  isPart: boolean;
  rows: number;
  bytes: number;
  counts: Record<string, number>;
  sha256: string;
  startedAt: string;
  /** Records created later are not in the file; null for the audit log. */
  cutoffAt: string | null;
};

/**
 * Describes an export's file: its name, hash, fields and scope, so that it can be read without Hydra.
 * @returns a descriptor of Data Package 2 with Table Schema (https://datapackage.org); what that has no words for is in `hydra`
 */
export function dataPackage(of: CompletedExport): object {
  const path = fileName(of);
  const { contentType } = fileTypes[of.format];
  const fields = tableFields(of.kind, of.scope);
  const isCsv = of.format.startsWith("csv");
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: path.replace(/\..*$/, "").toLowerCase(),
    id: of.id,
    title: `${of.workspaceName}: ${of.kind.replace("_", " ")}`,
    description: description(of),
    version: String(fileVersions[of.kind]),
    created: of.startedAt,
    resources: [
      {
        $schema: "https://datapackage.org/profiles/2.0/dataresource.json",
        name: of.kind.replace("_", "-"),
        path,
        format: path.split(".").slice(1).join("."),
        mediatype: contentType.split(";")[0],
        encoding: "utf-8",
        bytes: of.bytes,
        hash: `sha256:${of.sha256}`,
        ...(isCsv ? { dialect: csvDialect } : {}),
        ...(fields && of.format !== "html"
          ? {
              type: "table",
              schema: {
                $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
                fields,
                ...(fields.some(({ name }) => name === "id") ? { primaryKey: ["id"] } : {}),
                missingValues: [""],
              },
            }
          : {}),
      },
    ],
    hydra: {
      export: of.id,
      kind: of.kind,
      format: of.format,
      format_version: fileVersions[of.kind],
      json_schema: of.format === "json" ? schemaId(of.kind) : undefined,
      scope: of.scope,
      part: of.isPart,
      internal_notes: of.kind === "contact" || of.kind === "conversations" ? of.includeNotes : undefined,
      rows: of.rows,
      counts: of.counts,
      started_at: of.startedAt,
      cutoff_at: of.cutoffAt,
    },
  };
}

const csvDialect = {
  $schema: "https://datapackage.org/profiles/2.0/tabledialect.json",
  header: true,
  delimiter: ",",
  lineTerminator: "\r\n",
  quoteChar: '"',
  doubleQuote: true,
};

function description({ kind, isPart, scope, includeNotes }: CompletedExport): string {
  const what = `the workspace’s ${kind.replace("_", " ")}`;
  if (kind === "contact") return "Everything the workspace stores about one contact.";
  if (isPart) return `A part of ${what}. ${scopeText(scope, includeNotes)}.`;
  const details = scopeText(scope);
  return `All of ${what}.${details ? ` ${details}.` : ""}`;
}

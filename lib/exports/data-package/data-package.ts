import { contentType, fileName, fileTypes } from "@/lib/exports/download/file-name";
import { formatVersions } from "@/lib/exports/format-versions";
import type { Compression, ExportFormat, ExportKind } from "@/lib/exports/kinds";
import { remarkCountText } from "@/lib/exports/labels/remark-count-text";
import { schemaId } from "@/lib/exports/schemas/json-schemas";
import type { ExportScope } from "@/lib/exports/scope/scope";
import { scopeText } from "@/lib/exports/scope/scope-lines";
import { type Table, tablesOf } from "./table-fields";

/** A completed export, as its receipt confirms it. Times are ISO 8601, UTC. */
export type CompletedExport = {
  id: string;
  kind: ExportKind;
  format: ExportFormat;
  compress: Compression | null;
  slug: string;
  workspaceName: string;
  targetId: string | null;
  includeNotes: boolean;
  scope: ExportScope;
  isPart: boolean;
  rows: number;
  bytes: number;
  counts: Record<string, number>;
  /** How many records were moved, changed or deleted while it ran; 1001 for more than 1,000, null for none. */
  remarkCount: number | null;
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
  const tables = tablesOf(of.kind, of.format, of.scope);
  const file = {
    path,
    format: fileTypes[of.format].extension,
    mediatype: contentType(of).split(";")[0],
    ...(of.format === "xlsx" || of.format === "zip" ? {} : { encoding: "utf-8" }),
    ...(of.compress ? { compression: "gz" } : {}),
    bytes: of.bytes,
    hash: `sha256:${of.sha256}`,
  };
  return {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: path.replace(/\..*$/, "").toLowerCase(),
    id: of.id,
    title: `${of.workspaceName}: ${of.kind.replace("_", " ")}`,
    description: description(of),
    version: formatVersions[of.kind],
    created: of.startedAt,
    resources:
      tables.length > 0 ? tables.map((table) => tableResource(of.format, table, file)) : [{ name: "contact", ...file }],
    hydra: {
      export: of.id,
      kind: of.kind,
      format: of.format,
      format_version: formatVersions[of.kind],
      json_schema: of.format === "json" ? schemaId(of.kind) : undefined,
      scope: of.scope,
      part: of.isPart,
      internal_notes: of.kind === "contact" || of.kind === "conversations" ? of.includeNotes : undefined,
      rows: of.rows,
      counts: of.counts,
      remarks: of.remarkCount ?? 0,
      started_at: of.startedAt,
      cutoff_at: of.cutoffAt,
    },
  };
}

/** A table of a file as a tabular data resource. */
function tableResource(format: ExportFormat, { name, sheet, fields }: Table, file: object): object {
  return {
    $schema: "https://datapackage.org/profiles/2.0/dataresource.json",
    name,
    type: "table",
    ...file,
    ...dialect(format, sheet),
    schema: {
      $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
      fields,
      ...(fields.some((field) => field.name === "id") ? { primaryKey: ["id"] } : {}),
      missingValues: [""],
    },
  };
}

function dialect(format: ExportFormat, sheetName: string): object {
  const $schema = "https://datapackage.org/profiles/2.0/tabledialect.json";
  if (format === "xlsx") return { dialect: { $schema, header: true, sheetName } };
  if (!format.startsWith("csv")) return {};
  const delimiter = format === "csv-semicolon" ? ";" : ",";
  return {
    dialect: { $schema, header: true, delimiter, lineTerminator: "\r\n", quoteChar: '"', doubleQuote: true },
  };
}

function description(of: CompletedExport): string {
  const remarks = of.remarkCount ? ` With ${remarkCountText(of.remarkCount)}: see the receipt.` : "";
  const sheets = of.format === "xlsx" ? " A sheet with more than 1,048,575 rows continues in the next ones." : "";
  return `${contents(of)}${remarks}${sheets}`;
}

function contents({ kind, isPart, scope, includeNotes }: CompletedExport): string {
  const what = `the workspace’s ${kind.replace("_", " ")}`;
  if (kind === "contact") {
    return includeNotes
      ? "Everything the workspace stores about one contact."
      : "What the workspace stores about one contact, without internal notes.";
  }
  if (isPart) return `A part of ${what}. ${scopeText(scope, includeNotes)}.`;
  const details = scopeText(scope);
  return `All of ${what}.${details ? ` ${details}.` : ""}`;
}

import type { Database } from "@/lib/supabase/database.types";

export type ExportKind = Database["public"]["Enums"]["export_kind"];
export type ExportFormat = Database["public"]["Enums"]["export_format"];
export type Compression = Database["public"]["Enums"]["export_compression"];

const csvFormats = ["csv-excel", "csv-semicolon", "csv-exact"] as const;

/**
 * What can be exported, and in which formats, the usual one first. A new kind or format starts here; the database checks the same
 * pairs.
 */
export const exportKinds = {
  contacts: { formats: ["csv", "xlsx", "json", "ndjson", ...csvFormats] },
  conversations: { formats: ["json", "xlsx", "ndjson", "csv", ...csvFormats] },
  contact: { formats: ["json", "html", "zip"] },
  audit_log: { formats: ["csv", "xlsx", "json", "ndjson", ...csvFormats] },
} as const satisfies Record<ExportKind, { formats: readonly ExportFormat[] }>;

/** What a format is called, on its button and in lists. */
export const formatNames: Record<ExportFormat, string> = {
  xlsx: "Excel workbook",
  csv: "CSV",
  "csv-excel": "CSV for Excel",
  "csv-semicolon": "CSV for Excel, semicolons",
  "csv-exact": "CSV, exact values",
  json: "JSON",
  ndjson: "NDJSON",
  html: "Readable report (HTML)",
  zip: "Package (ZIP)",
};

/** When to choose a format. */
export const formatHints: Record<ExportFormat, string> = {
  xlsx: "For Excel and other spreadsheets. Text stays text, including phone numbers and long numbers, and times are dates.",
  csv: "For imports into other tools. Formulas are neutralized so they can’t run.",
  "csv-excel": "Opens with a double-click where Excel separates lists with commas, with accents and emoji intact.",
  "csv-semicolon": "Opens with a double-click where Excel separates lists with semicolons, as in most of Europe.",
  "csv-exact": "For importing into a database. Formulas aren’t neutralized: don’t open it in a spreadsheet.",
  json: "For developers and migrations. Values are exactly as stored, with JSON columns nested.",
  ndjson: "For jq, DuckDB and data warehouses: one JSON object a line, values exactly as stored.",
  html: "For the person the data is about. Opens in any browser and prints well.",
  zip: "For the person the data is about: the report and the JSON file together, and how to read and check them.",
};

/** How a file can be compressed. */
export const compressions = ["gzip"] as const satisfies readonly Compression[];

/** Whether a file of this format can be compressed: a workbook and a package are compressed already, and a report is opened in a browser. */
export function isCompressible(format: ExportFormat): boolean {
  return format !== "xlsx" && format !== "html" && format !== "zip";
}

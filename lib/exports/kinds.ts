import type { Database } from "@/lib/supabase/database.types";

export type ExportKind = Database["public"]["Enums"]["export_kind"];
export type ExportFormat = Database["public"]["Enums"]["export_format"];

/** What can be exported, and in which formats. A new kind or format starts here; the database checks the same pairs. */
export const exportKinds = {
  contacts: { formats: ["csv", "json", "csv-excel", "csv-exact"] },
  conversations: { formats: ["json"] },
  contact: { formats: ["json", "html"] },
  audit_log: { formats: ["csv", "json"] },
} as const satisfies Record<ExportKind, { formats: readonly ExportFormat[] }>;

/** What a format is called, on its button and in lists. */
export const formatNames: Record<ExportFormat, string> = {
  csv: "CSV",
  json: "JSON",
  "csv-excel": "CSV for Excel",
  "csv-exact": "CSV, exact values",
  html: "Readable report (HTML)",
};

/** When to choose a format. */
export const formatHints: Record<ExportFormat, string> = {
  csv: "For spreadsheets and most tools. Cells that a spreadsheet would run as a formula are made harmless.",
  json: "For developers and for moving to another system. Every value exactly as stored, JSON columns nested.",
  "csv-excel": "If you double-click files to open them in Excel: it reads accents and emoji correctly.",
  "csv-exact": "For importing into a database. Nothing is changed, formulas included: do not open it in a spreadsheet.",
  html: "For the person the data is about: opens in any browser and prints well.",
};

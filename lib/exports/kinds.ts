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
  csv: "For spreadsheets and most tools. Formulas are neutralized so they can’t run.",
  json: "For developers and migrations. Values are exactly as stored, with JSON columns nested.",
  "csv-excel": "For opening with a double-click in Excel, with accents and emoji intact.",
  "csv-exact": "For importing into a database. Formulas aren’t neutralized: don’t open it in a spreadsheet.",
  html: "For the person the data is about. Opens in any browser and prints well.",
};

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

/** What a person reads about a format: its name on the button, and when to choose it. */
export const formatTexts: Record<ExportFormat, { label: string; when: string }> = {
  csv: {
    label: "CSV",
    when: "For spreadsheets and most tools. Cells that a spreadsheet would run as a formula are made harmless.",
  },
  json: {
    label: "JSON",
    when: "For developers and for moving to another system. Every value exactly as stored, JSON columns nested.",
  },
  "csv-excel": {
    label: "CSV for Excel",
    when: "If you double-click files to open them in Excel: it reads accents and emoji correctly.",
  },
  "csv-exact": {
    label: "CSV, exact values",
    when: "For importing into a database. Nothing is changed, formulas included: do not open it in a spreadsheet.",
  },
  html: {
    label: "Readable report (HTML)",
    when: "For the person the data is about: opens in any browser and prints well.",
  },
};

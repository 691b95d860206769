import { type ContactColumn, contactColumnNames } from "@/lib/exports/contacts-columns";
import type { Column } from "@/lib/exports/formats/csv";
import { formatTable, type TableFormat } from "@/lib/exports/formats/table";
import { formatWorkbook } from "@/lib/exports/formats/xlsx/workbook";
import type { ExportScope } from "@/lib/exports/scope/scope";
import { fetchRange, fetchRanges } from "@/lib/exports/source/ranges";
import type { Chunk, OpenExport, Position } from "@/lib/exports/types";

const timeColumns: readonly ContactColumn[] = ["created_at", "last_seen_at", "promoted_at", "churned_at"];

/** The columns of a contacts file, in order. */
export function contactColumns(scope: ExportScope = {}): Column[] {
  const names = scope.columns ?? contactColumnNames;
  return names.map((name) => (timeColumns.includes(name) ? { name, type: "time" } : { name }));
}

/**
 * Every customer of the workspace within the export's scope, oldest first, in batches of up to 1,000.
 * @throws AppError unavailable; forbidden when the export may not read any more
 */
export function writeContacts(
  { format, scope, token, startedAt }: OpenExport,
  signal: AbortSignal,
  from?: Position,
): AsyncGenerator<Chunk> {
  const batches = fetchRanges(token, signal, (range) => fetchRange(token, "export_contacts", range, signal), from);
  const columns = contactColumns(scope);
  if (format !== "xlsx") return formatTable(format as TableFormat, columns, batches, from !== undefined);
  const contacts = { name: "contacts", title: "Contacts", columns, batches };
  return formatWorkbook([contacts], new Date(startedAt), scope.time_zone);
}

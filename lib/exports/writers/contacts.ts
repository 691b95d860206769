import type { Column } from "@/lib/exports/formats/csv";
import { formatTable, type TableFormat } from "@/lib/exports/formats/table";
import { formatWorkbook } from "@/lib/exports/formats/xlsx/workbook";
import { fetchBatches } from "@/lib/exports/source/fetch-batches";
import { fetchRanges } from "@/lib/exports/source/ranges";
import type { Chunk, OpenExport } from "@/lib/exports/types";

/** The columns of a contacts file, in order. */
export const contactColumns: readonly Column[] = [
  { name: "id" },
  { name: "type" },
  { name: "email" },
  { name: "name" },
  { name: "company" },
  { name: "job_title" },
  { name: "phone" },
  { name: "source" },
  { name: "external_id" },
  { name: "account_id" },
  { name: "source_bot_id" },
  { name: "source_conversation_id" },
  { name: "notes" },
  { name: "metadata" },
  { name: "churn_reasons" },
  { name: "created_at", type: "time" },
  { name: "last_seen_at", type: "time" },
  { name: "promoted_at", type: "time" },
  { name: "churned_at", type: "time" },
];

/**
 * Every customer of the workspace, oldest first, in batches of up to 1,000.
 * @throws AppError unavailable; forbidden when the export may not read any more
 */
export function writeContacts({ format, token, startedAt }: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  const batches = fetchRanges(token, signal, (range) => fetchBatches(token, "export_contacts", range, signal));
  if (format !== "xlsx") return formatTable(format as TableFormat, contactColumns, batches);
  const contacts = { name: "contacts", title: "Contacts", columns: contactColumns, batches };
  return formatWorkbook([contacts], new Date(startedAt));
}

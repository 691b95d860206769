import type { Chunk } from "@/lib/exports/chunk";
import type { Column } from "@/lib/exports/formats/csv";
import { formatTable, type TableFormat } from "@/lib/exports/formats/table";
import type { OpenExport } from "@/lib/exports/lifecycle/exports";
import { fetchBatches } from "@/lib/exports/source/fetch-batches";
import { fetchRanges } from "@/lib/exports/source/ranges";

/** The columns of a contacts file, in their order. */
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
  { name: "created_at", time: true },
  { name: "last_seen_at", time: true },
  { name: "promoted_at", time: true },
  { name: "churned_at", time: true },
];

/**
 * Every customer of the run's workspace, in batches of up to 1,000, oldest first.
 * @throws AppError unavailable; forbidden when the run may not read any more
 */
export function writeContacts({ format, ticket }: OpenExport, signal: AbortSignal): AsyncGenerator<Chunk> {
  const pages = fetchRanges(ticket, signal, (range) => fetchBatches(ticket, "export_contacts", range, signal));
  return formatTable(format as TableFormat, contactColumns, pages);
}

import { readPages } from "@/lib/supabase/read-page";
import type { Column } from "./csv-rows";
import type { Piece } from "./piece";
import { readRanges } from "./ranges";
import type { OpenRun } from "./run";
import { type TableFormat, tableFile } from "./table-file";

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
export function writeContacts({ format, ticket }: OpenRun, signal: AbortSignal): AsyncGenerator<Piece> {
  const pages = readRanges(ticket, signal, (range) => readPages(ticket, "export_contacts", range, signal));
  return tableFile(format as TableFormat, contactColumns, pages);
}

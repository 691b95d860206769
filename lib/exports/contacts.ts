import { readPages, textOf } from "@/lib/supabase/read-page";
import { readRanges } from "./ranges";
import type { Cell, Column } from "./row-format";

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
  { name: "metadata", json: true },
  { name: "churn_reasons", json: true },
  { name: "created_at" },
  { name: "last_seen_at" },
  { name: "promoted_at" },
  { name: "churned_at" },
];

/**
 * Every customer of the run's workspace, in batches of up to 1,000, oldest first.
 * @param ticket the running export's secret
 * @throws AppError unavailable; forbidden when the run may not read any more
 */
export async function* contactBatches(ticket: string, signal: AbortSignal): AsyncGenerator<Cell[][]> {
  const pages = readRanges(ticket, signal, (range) => readPages(ticket, "export_contacts", range, signal));
  for await (const page of pages) yield JSON.parse(textOf(page));
}

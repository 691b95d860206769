import { databaseError } from "@/lib/supabase/database-error";
import type { TicketClient } from "@/lib/supabase/ticket-client";
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
 * Keyset paging: the cursor is the last row's (created_at, id), kept as the text Postgres printed.
 * @throws AppError unavailable; forbidden when the run may not read any more
 */
export async function* contactBatches(client: TicketClient, signal: AbortSignal): AsyncGenerator<Cell[][]> {
  let cursor: { after_created_at: string; after_id: string } | undefined;
  do {
    const { data, error, status } = await client
      .rpc("export_contacts", cursor, { get: true })
      .abortSignal(signal)
      .single();
    if (error) throw databaseError(error, status);
    yield data.rows as Cell[][];
    cursor =
      data.next_created_at === null ? undefined : { after_created_at: data.next_created_at, after_id: data.next_id };
  } while (cursor);
}

import type { TicketClient } from "@/lib/supabase/ticket-client";
import { auditBatches, auditColumns } from "./audit-log";
import { writeContact } from "./contact";
import { contactBatches, contactColumns } from "./contacts";
import { writeConversations } from "./conversations";
import type { ExportKind } from "./kinds";
import { type Piece, type RowFormatName, writeRows } from "./row-format";
import { rowFormats } from "./row-formats";
import type { OpenRun } from "./run";

/** Writes a run's file, piece by piece, reading the database as it goes; stops reading when the signal aborts. */
type Writer = (client: TicketClient, run: OpenRun, signal: AbortSignal) => AsyncGenerator<Piece>;

/** How each kind of export is written. */
export const writers: Record<ExportKind, Writer> = {
  contacts: (client, run, signal) =>
    writeRows(rowFormats[run.format as RowFormatName], contactColumns, contactBatches(client, signal)),
  conversations: (client, _run, signal) => writeConversations(client, signal),
  contact: writeContact,
  audit_log: (client, run, signal) =>
    writeRows(rowFormats[run.format as RowFormatName], auditColumns, auditBatches(client, signal)),
};

import { auditBatches, auditColumns } from "./audit-log";
import { writeContact } from "./contact";
import { contactBatches, contactColumns } from "./contacts";
import { writeConversations } from "./conversations";
import type { ExportKind } from "./kinds";
import { type Piece, type RowFormatName, writeRows } from "./row-format";
import { rowFormats } from "./row-formats";
import type { OpenRun } from "./run";

/** Writes a run's file, piece by piece, reading the database as it goes; stops reading when the signal aborts. */
type Writer = (run: OpenRun, signal: AbortSignal) => AsyncGenerator<Piece>;

/** How each kind of export is written. */
export const writers: Record<ExportKind, Writer> = {
  contacts: ({ format, ticket }, signal) =>
    writeRows(rowFormats[format as RowFormatName], contactColumns, contactBatches(ticket, signal)),
  conversations: writeConversations,
  contact: writeContact,
  audit_log: ({ format, ticket }, signal) =>
    writeRows(rowFormats[format as RowFormatName], auditColumns, auditBatches(ticket, signal)),
};

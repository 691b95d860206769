import type { ExportKind } from "@/lib/exports/kinds";
import type { Chunk, OpenExport, Position } from "@/lib/exports/types";
import { writeAuditLog } from "./audit-log";
import { writeContact } from "./contact";
import { writeContacts } from "./contacts";
import { writeConversations } from "./conversations";

/**
 * Writes an export's file chunk by chunk, reading the database as it goes; stops reading when the signal aborts. From: the position of a
 * chunk, to write only what comes after it.
 */
type Writer = (openExport: OpenExport, signal: AbortSignal, from?: Position) => AsyncGenerator<Chunk>;

/** The writer of each kind of export. */
export const writers: Record<ExportKind, Writer> = {
  contacts: writeContacts,
  conversations: writeConversations,
  contact: writeContact,
  audit_log: writeAuditLog,
};

import { writeAuditLog } from "./audit-log";
import { writeContact } from "./contact";
import { writeContacts } from "./contacts";
import { writeConversations } from "./conversations";
import type { ExportKind } from "./kinds";
import type { Piece } from "./piece";
import type { OpenRun } from "./run";

/** Writes a run's file, piece by piece, reading the database as it goes; stops reading when the signal aborts. */
type Writer = (run: OpenRun, signal: AbortSignal) => AsyncGenerator<Piece>;

/** How each kind of export is written. */
export const writers: Record<ExportKind, Writer> = {
  contacts: writeContacts,
  conversations: writeConversations,
  contact: writeContact,
  audit_log: writeAuditLog,
};

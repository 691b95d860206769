import type { Chunk } from "@/lib/exports/chunk";
import type { ExportKind } from "@/lib/exports/kinds";
import type { OpenExport } from "@/lib/exports/lifecycle/exports";
import { writeAuditLog } from "./audit-log";
import { writeContact } from "./contact";
import { writeContacts } from "./contacts";
import { writeConversations } from "./conversations";

/** Writes a run's file, piece by piece, reading the database as it goes; stops reading when the signal aborts. */
type Writer = (run: OpenExport, signal: AbortSignal) => AsyncGenerator<Chunk>;

/** How each kind of export is written. */
export const writers: Record<ExportKind, Writer> = {
  contacts: writeContacts,
  conversations: writeConversations,
  contact: writeContact,
  audit_log: writeAuditLog,
};

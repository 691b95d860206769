import type { ExportKind } from "@/lib/exports/kinds";

/** The name of each kind of export on the pages. */
export const kindLabels: Record<ExportKind, string> = {
  contacts: "Contacts",
  conversations: "Conversations",
  contact: "One contact",
  audit_log: "Audit log",
};

import type { ExportKind } from "@/lib/exports/kinds";

/** The name of each kind of export on the pages. */
export const kindLabels: Record<ExportKind, string> = {
  contacts: "Contacts",
  conversations: "Conversations",
  contact: "One contact",
  audit_log: "Audit log",
};

/** What a file holds that isn't everything of its kind: "a part of the audit log". */
export function partOfKind(kind: ExportKind): string {
  return `a part of the ${kindLabels[kind].toLowerCase()}`;
}

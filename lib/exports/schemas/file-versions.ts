import type { ExportKind } from "../kinds.ts";

/** The version of each kind's files. It grows when a field changes its meaning or goes, not when one is added. */
export const fileVersions: Record<ExportKind, number> = {
  contacts: 1,
  conversations: 1,
  contact: 1,
  audit_log: 1,
};

import type { ExportKind } from "./kinds";

/** The version of the files of each kind, in all formats. It grows by the rules in docs/formats.md; a test compares samples. */
export const formatVersions: Record<ExportKind, string> = {
  contacts: "1.0",
  conversations: "1.0",
  contact: "1.1",
  audit_log: "1.0",
};

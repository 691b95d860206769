/** The actions of the audit log, as in the database (private.audit_actions). */
export const auditActions = [
  "export.contacts",
  "export.conversations",
  "export.contact",
  "export.audit_log",
  "export.resumed",
  "export.completed",
  "export.failed",
  "export.interrupted",
  "export.cancelled",
  "export.expired",
  "privacy.changed",
] as const;
